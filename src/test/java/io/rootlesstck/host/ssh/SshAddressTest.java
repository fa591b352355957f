package io.rootlesstck.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshAddressTest {
    @Test
    void readsUserMachineAndPort() {
        assertThat(SshAddress.parse("ssh://k8s@node-1.example.org:2222"))
                .isEqualTo(
                        new SshAddress(
                                Optional.of("k8s"), "node-1.example.org", Optional.of(2222)));
    }

    @Test
    void leavesToSshWhatIsNotGiven() {
        assertThat(SshAddress.parse("ssh://builder"))
                .isEqualTo(new SshAddress(Optional.empty(), "builder", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://me@[2001:db8::1]:22, 2001:db8::1",
        "ssh://me@[fe80::1%eth0], fe80::1%eth0",
        "ssh://me@192.0.2.7/, 192.0.2.7"
    })
    void readsAddresses(String text, String machine) {
        assertThat(SshAddress.parse(text).machine()).isEqualTo(machine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://me@machine:2222",
                "ssh://machine",
                "ssh://me@[2001:db8::1]:22",
                "ssh://me@192.0.2.7"
            })
    void isWrittenAsItIsRead(String text) {
        assertThat(SshAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://-oProxyCommand=x",
                "ssh://-oProxyCommand=touch%20x@machine",
                "ssh://me@-oProxyCommand=x",
                "ssh://-l@machine",
                "ssh://me@machine -oProxyCommand=x",
                "ssh://me@machine\n-oProxyCommand=x",
                "ssh://me@machine\n",
                "ssh://me@machine;reboot",
                "ssh://me@$(reboot)",
                "ssh://me@`reboot`",
                "ssh://me:secret@machine",
                "ssh://me@you@machine",
                "ssh://me@machine/run/docker.sock",
                "ssh://me@machine?x=y",
                "ssh://me@machine:",
                "ssh://me@machine:-1",
                "ssh://me@machine:ssh",
                "ssh://@machine",
                "ssh://me@[-oProxyCommand=x]",
                "ssh://me@[]",
                "ssh://me@",
                "ssh://",
                "me@machine",
                "SSH://me@machine"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> SshAddress.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "-Dtck.host="
                                + text
                                + ": must be ssh://user@machine[:port], without a password,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999"})
    void refusesPortsThatThereAreNot(String port) {
        assertThatThrownBy(() -> SshAddress.parse("ssh://me@machine:" + port))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("with a port from 1 to 65535");
    }

    @Test
    void refusesSeveralMachines() {
        assertThatThrownBy(() -> SshAddress.parse("ssh://me@one,ssh://me@two"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be one machine, and not several");
    }

    /** Whatever is let through, ssh takes it for a user and a machine, and never for an option. */
    @Property
    void letsNothingThroughThatSshTakesForAnOption(
            @ForAll @CharRange(from = '!', to = '~') @StringLength(min = 1, max = 12) String rest) {
        SshAddress address;
        try {
            address = SshAddress.parse("ssh://" + rest);
        } catch (UsageException refused) {
            return;
        }
        assertThat(address.machine()).matches("[A-Za-z0-9:][A-Za-z0-9:%_.-]*");
        assertThat(address.user().orElse("me")).matches("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    }
}
