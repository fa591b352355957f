package io.rootlesstck.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SshLoginTest {
    @Test
    void goesByTheUsersOwnConfiguration() {
        SshLogin login =
                SshLogin.ofUser(SshAddress.parse("ssh://me@machine:2222"), Optional.empty());

        assertThat(login.options())
                .containsSequence("-p", "2222", "-l", "me")
                .doesNotContain("-F")
                .noneMatch(word -> word.startsWith("StrictHostKeyChecking"));
        assertThat(login.destination()).containsExactly("--", "machine");
    }

    @Test
    void goesByAnotherConfigurationWhereOneIsGiven() {
        SshLogin login =
                SshLogin.ofUser(
                        SshAddress.parse("ssh://machine"), Optional.of(Path.of("/etc/tck/ssh")));

        assertThat(login.options())
                .containsSequence("-F", "/etc/tck/ssh")
                .doesNotContain("-p", "-l");
    }

    @Test
    void forwardsNothingThatTheConfigurationAsksFor() {
        assertThat(SshLogin.ofUser(SshAddress.parse("ssh://machine"), Optional.empty()).options())
                .contains(
                        "ClearAllForwardings=yes",
                        "ForwardAgent=no",
                        "PermitLocalCommand=no",
                        "ControlPersist=no");
    }
}
