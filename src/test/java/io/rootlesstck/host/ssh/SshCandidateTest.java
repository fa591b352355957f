package io.rootlesstck.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.host.Candidate;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Offer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of machines that cannot be had, by the system's own ssh. */
class SshCandidateTest {
    @TempDir private Path folder;

    @Test
    void saysThatNobodyListens() throws IOException {
        int port = unused();

        assertThat(reason("ssh://me@127.0.0.1:" + port, configuration("")))
                .startsWith("no ssh server listens there; check the machine and its port")
                .contains("port " + port + ": Connection refused");
    }

    @Test
    void leavesNothingOfARefusedMachine() throws IOException {
        reason("ssh://me@127.0.0.1:" + unused(), configuration(""));

        assertThat(folder.resolve("cache/runs")).isEmptyDirectory();
    }

    @Test
    void saysWhatIsWrongInTheConfiguration() throws IOException {
        assertThat(reason("ssh://me@127.0.0.1:1", configuration("Nonsense yes\n")))
                .startsWith("ssh's configuration file has something that this ssh does not know");
    }

    @Test
    void refusesAConfigurationThatIsNotThere() {
        assertThatThrownBy(() -> offer("ssh://me@127.0.0.1:1", folder.resolve("none")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-Dtck.host.ssh.config=" + folder.resolve("none"))
                .hasMessageContaining("must be a file that is there");
    }

    /** Then it is this machine or none, and whoever named it is told where. */
    @Test
    void isNamedByTheSetting() {
        Candidate machine = candidate("ssh://me@127.0.0.1:1", folder.resolve("none"));

        assertThat(machine.isNamed()).isTrue();
        assertThat(machine.namedBy()).isEqualTo("-Dtck.host");
    }

    private static int unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path configuration(String text) throws IOException {
        return Files.writeString(folder.resolve("config"), text);
    }

    private String reason(String host, Path config) {
        Offer offer = offer(host, config);
        assertThat(offer).isInstanceOf(Offer.Refused.class);
        return String.join("\n", ((Offer.Refused) offer).reasons());
    }

    private Offer offer(String host, Path config) {
        return candidate(host, config).offer();
    }

    private Candidate candidate(String host, Path config) {
        Properties properties = new Properties();
        properties.setProperty("tck.host", host);
        properties.setProperty("tck.host.ssh.config", config.toString());
        properties.setProperty("tck.cache", folder.resolve("cache").toString());
        Settings settings = Settings.of(properties);
        return new SshCandidate(Engine.Kind.DOCKER, settings, Cache.of(settings));
    }
}
