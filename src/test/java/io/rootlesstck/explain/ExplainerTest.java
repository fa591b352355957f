package io.rootlesstck.explain;

import static io.rootlesstck.explain.Logs.explain;
import static io.rootlesstck.explain.Logs.explainer;
import static io.rootlesstck.explain.Logs.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.evidence.LogPattern.Meaning;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainerTest {
    private static final String HINT =
            "E1124 08:42:55.697705    2961 container_manager_linux.go:514] \"Updating kernel flag"
                    + " failed (Hint: enable KubeletInUserNamespace feature flag to ignore the"
                    + " error)\" err=\"open /proc/sys/kernel/panic: permission denied\""
                    + " flag=\"kernel/panic\"";
    private static final String STOP =
            "E1124 08:42:55.698256    2961 kubelet.go:1850] \"Failed to start ContainerManager\""
                    + " err=\"open /proc/sys/kernel/panic: permission denied\"";

    /** One message in each of the formats that it is met in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "I1124 08:42:55.697705    2961 container_manager_linux.go:511] \"Updating kernel flag"
                        + " failed (running in UserNS, ignoring)\" flag=\"kernel/panic\" err=\"open"
                        + " /proc/sys/kernel/panic: permission denied\"",
                // journalctl, short and short-precise
                "Nov 24 08:42:55 node kubelet[2961]: I1124 08:42:55.697705    2961 x.go:1] \"Updating"
                        + " kernel flag failed (running in UserNS, ignoring)\" flag=\"kernel/panic\"",
                "Nov 24 08:42:55.697705 node kubelet[2961]: I1124 08:42:55.697705    2961 x.go:1]"
                        + " \"Updating kernel flag failed (running in UserNS, ignoring)\""
                        + " flag=\"kernel/panic\"",
                // journalctl -o json
                "{\"__REALTIME_TIMESTAMP\":\"1795509775697705\",\"SYSLOG_IDENTIFIER\":\"kubelet\","
                        + "\"MESSAGE\":\"I1124 08:42:55.697705    2961 x.go:1] \\\"Updating kernel flag"
                        + " failed (running in UserNS, ignoring)\\\" flag=\\\"kernel/panic\\\"\"}",
                // kubelet --logging-format=json
                "{\"ts\":1795509775697.705,\"caller\":\"cm/container_manager_linux.go:511\","
                        + "\"msg\":\"Updating kernel flag failed (running in UserNS, ignoring)\","
                        + "\"v\":2,\"flag\":\"kernel/panic\",\"err\":\"open"
                        + " /proc/sys/kernel/panic: permission denied\"}",
                // kubectl logs --timestamps; a container runtime's file
                "2026-11-24T08:42:55.697705123Z I1124 08:42:55.697705    2961 x.go:1] \"Updating kernel"
                        + " flag failed (running in UserNS, ignoring)\" flag=\"kernel/panic\"",
                "2026-11-24T08:42:55.697705123Z stderr F I1124 08:42:55.697705    2961 x.go:1]"
                        + " \"Updating kernel flag failed (running in UserNS, ignoring)\""
                        + " flag=\"kernel/panic\"",
                // kubectl logs --prefix
                "[pod/node-1/kubelet] I1124 08:42:55.697705    2961 x.go:1] \"Updating kernel flag"
                        + " failed (running in UserNS, ignoring)\" flag=\"kernel/panic\"",
                // Docker's json-file
                "{\"log\":\"I1124 08:42:55.697705    2961 x.go:1] \\\"Updating kernel flag failed"
                        + " (running in UserNS, ignoring)\\\" flag=\\\"kernel/panic\\\"\\n\","
                        + "\"stream\":\"stderr\",\"time\":\"2026-11-24T08:42:55.697705123Z\"}",
                // svlogd -ttt; K3s, which puts the kubelet's lines in its own
                "2026-11-24T08:42:55.69770 I1124 08:42:55.697705    2961 x.go:1] \"Updating kernel flag"
                        + " failed (running in UserNS, ignoring)\" flag=\"kernel/panic\"",
                "time=\"2026-11-24T08:42:55.697705Z\" level=info msg=\"I1124 08:42:55.697705    2961"
                        + " x.go:1] \\\"Updating kernel flag failed (running in UserNS, ignoring)\\\""
                        + " flag=\\\"kernel/panic\\\"\"",
                // logrus as JSON
                "{\"level\":\"info\",\"msg\":\"Updating kernel flag failed (running in UserNS,"
                        + " ignoring) flag=\\\"kernel/panic\\\"\",\"time\":\"2026-11-24T08:42:55.6Z\"}",
            })
    void aMessageIsKnownInEachFormat(String line) {
        Explained explained = explain(line);

        assertThat(ids(explained)).containsExactly("kubelet-sysctl-tolerated");
        Finding finding = explained.findings().get(0);
        assertThat(finding.claim()).isEqualTo("kubelet.sysctl.kernel-panic");
        assertThat(finding.meaning()).isEqualTo(Meaning.TOLERATED);
        assertThat(finding.first().time())
                .isBetween(
                        Instant.parse("2026-11-24T08:42:55Z"),
                        Instant.parse("2026-11-24T08:42:56Z"));
    }

    @Test
    void linesAreCountedAndNotRepeated() {
        Explained explained = explain(HINT, "x", HINT, HINT + "\r", "");

        assertThat(explained.findings()).hasSize(1);
        Finding finding = explained.findings().get(0);
        assertThat(finding.count()).isEqualTo(3);
        assertThat(finding.first().number()).isEqualTo(1);
        assertThat(finding.last().number()).isEqualTo(4);
        assertThat(explained.lines()).isEqualTo(4);
    }

    @Test
    void whatComesOfAFatalLineIsExplainedByIt() {
        Explained explained =
                explain(
                        HINT,
                        STOP,
                        "Nov 24 08:42:56 node systemd[1]: kubelet.service: Main process exited,"
                                + " code=exited, status=1/FAILURE",
                        "Nov 24 08:42:57 node systemd[1]: kubelet.service: Scheduled restart job,"
                                + " restart counter is at 7.",
                        "[kubelet-check] It seems like the kubelet isn't running or healthy.");

        assertThat(explained.isFatal()).isTrue();
        assertThat(explained.causes()).hasSize(1);
        RootCause root = explained.causes().get(0);
        assertThat(root.pattern().id()).isEqualTo("kubelet-stop-sysctl-hint");
        assertThat(root.explains())
                .extracting(finding -> finding.pattern().id())
                .containsExactly(
                        "kubelet-stop-sysctl",
                        "unit-exited",
                        "unit-restarts",
                        "kubeadm-kubelet-unhealthy");
    }

    @Test
    void whatCameBeforeIsNotExplained() {
        Explained explained =
                explain(
                        "Nov 24 08:42:50 node systemd[1]: kubelet.service: Main process exited,"
                                + " code=exited, status=1/FAILURE",
                        HINT);

        assertThat(explained.causes())
                .extracting(cause -> cause.pattern().id())
                .containsExactly("kubelet-stop-sysctl-hint", "unit-exited");
        assertThat(explained.causes().get(0).explains()).isEmpty();
    }

    @Test
    void ofSeveralLogsTheTimesTellWhatCameFirst() {
        Explainer explainer = explainer(false);
        read(
                explainer,
                "journal.log",
                "Nov 24 08:42:56 node systemd[1]: kubelet.service: Main process exited, code=exited,"
                        + " status=1/FAILURE");
        read(explainer, "kubelet.log", STOP);
        read(
                explainer,
                "old.log",
                "Nov 24 08:00:00 node systemd[1]: kubelet.service: Scheduled restart job, restart"
                        + " counter is at 7.");

        assertThat(explainer.explained().causes())
                .extracting(cause -> cause.pattern().id())
                .containsExactly("kubelet-stop-sysctl", "unit-restarts");
        assertThat(explainer.explained().files()).isEqualTo(3);
    }

    @Test
    void theVersionOfTheLogDecidesBetweenLines() {
        String rlimit =
                "E0811 05:20:00.231101       1 proxier.go:203] \"failed to set open file handler"
                        + " limit\" err=\"operation not permitted\"";
        String version =
                "I0811 05:19:00.231101       1 server.go:545] \"Kubelet version\""
                        + " kubeletVersion=\"v1.37.2\"";
        Explainer newer = explainer(false, "v1.26.0");
        read(newer, "a", rlimit);
        Explainer older = explainer(false, "v1.25.9");
        read(older, "a", rlimit);

        assertThat(ids(explain(rlimit))).containsExactly("proxy-rlimit");
        assertThat(ids(explain(version, rlimit))).isEmpty();
        assertThat(ids(newer.explained())).isEmpty();
        assertThat(ids(older.explained())).containsExactly("proxy-rlimit");
    }

    @Test
    void aRowThatNoClaimHasIsNotMadeUp() {
        Explained explained = explain(HINT.replace("kernel/panic\"", "kernel/hung_task\""));

        assertThat(explained.findings().get(0).claim()).isEqualTo("kubelet.sysctl.*");
    }

    @Test
    void errorLinesThatAreNotKnownAreGathered() {
        Explained explained =
                explain(
                        "E1124 08:42:55.697705    2961 x.go:1] \"Something new\" id=17",
                        "E1124 08:42:56.697705    2961 x.go:1] \"Something new\" id=18",
                        "time=\"2026-11-24T09:00:00Z\" level=error msg=\"another thing\"",
                        "I1124 08:42:55.697705    2961 x.go:1] \"No error\" id=E1234",
                        "{\"level\":\"error\",\"msg\":\"a third\"}");

        assertThat(explained.unknownErrors()).isEqualTo(4);
        assertThat(explained.unknown()).extracting(UnknownError::count).containsExactly(2L, 1L, 1L);
    }

    @Test
    void aLineMayHoldAnythingAndIsShownHarmless() {
        byte[] line = (HINT + " \u001b[31m\u0007\u202e rest").getBytes(StandardCharsets.UTF_8);
        byte[] broken = new byte[line.length + 2];
        System.arraycopy(line, 0, broken, 0, line.length);
        broken[line.length] = (byte) 0xff;
        broken[line.length + 1] = '\n';

        Sighting first = explain(broken).findings().get(0).first();

        assertThat(first.text())
                .endsWith("rest\ufffd")
                .doesNotContain("\u001b", "\u202e", "\u0007");
    }

    private static void read(Explainer explainer, String name, String text) {
        LogInput.read(
                name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), explainer);
    }
}
