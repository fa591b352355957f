package io.rootlesstck.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @Test
    void readsABlock() {
        assertThat(Ports.of(ports("20400-20402")).numbers()).containsExactly(20400, 20401, 20402);
    }

    @Test
    void hasSixteenPortsByDefaultOfWhichNoneIsBusy() {
        Ports ports = Ports.of(Settings.of(new Properties()));

        assertThat(ports.numbers()).hasSize(16);
        assertThat(ports.busy().isEmpty()).isTrue();
    }

    /** As Linux has it where nobody set it otherwise; nor a port of a service of Kubernetes. */
    @Test
    void takesByDefaultNoPortThatLinuxGivesToOthers() {
        assertThat(Ports.of(Settings.of(new Properties())).numbers())
                .allMatch(port -> port >= 20400 && port < 30000);
        assertThat(Ports.ofEngine(Settings.of(new Properties()))).hasToString("20400-20415");
    }

    @Test
    void givesABlockOnce() {
        Ports first = Ports.of(Settings.of(new Properties()));
        Ports second = Ports.of(Settings.of(new Properties()));

        assertThat(second.numbers()).doesNotContainAnyElementsOf(first.numbers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"20400", "20402-20400", "80-90", "60000-70000", "2000-9000", "a-b"})
    void refusesWhatIsNoBlock(String text) {
        assertThatThrownBy(() -> Ports.of(ports(text)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-Dtck.ports=" + text)
                .hasMessageContaining("FIRST-LAST");
    }

    @Test
    void namesBusyPortsAndLeavesThemOut() throws IOException {
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(List.of(held.getLocalPort()));

            assertThat(ports.busy()).isEqualTo(ports);
            assertThat(ports.without(ports.busy()).isEmpty()).isTrue();
        }
    }

    @Test
    void picksAFreePortOutsideTheTaken() {
        int port = Ports.anyFreeBut(List.of(1));

        assertThat(new Ports(List.of(port)).busy().isEmpty()).isTrue();
    }

    @Test
    void printsRangesShort() {
        assertThat(new Ports(List.of(7, 5, 6, 9, 9))).hasToString("5-7, 9");
    }

    private static Settings ports(String value) {
        Properties properties = new Properties();
        properties.setProperty("tck.ports", value);
        return Settings.of(properties);
    }
}
