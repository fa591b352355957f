package io.rootlesstck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerReportTest {
    @Test
    void isCompleteWhenItSaysSo() {
        assertThat(ContainerReport.of("mode=755\n")).isEmpty();
        assertThat(ContainerReport.of("mode=755\ndone\n"))
                .map(ContainerReport::values)
                .contains(Map.of("mode", "755"));
    }

    @Test
    void whatIsNoValueIsKeptInTheLogOnly() {
        ContainerReport report =
                ContainerReport.of("cat: no such file\na=b=c\nempty=\ndone\n").orElseThrow();

        assertThat(report.values()).isEqualTo(Map.of("a", "b=c", "empty", ""));
        assertThat(report.log()).contains("no such file");
    }
}
