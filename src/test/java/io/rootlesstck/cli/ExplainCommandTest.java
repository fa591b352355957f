package io.rootlesstck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    private static final String FATAL =
            "E1124 08:43:24.134935    3868 kubelet.go:598] \"Failed to create an oomWatcher (running"
                    + " in UserNS, Hint: enable KubeletInUserNamespace feature flag to ignore the"
                    + " error)\" err=\"open /dev/kmsg: operation not permitted\"\n";
    private static final String ENDS =
            "E1124 08:43:24.134991    3868 run.go:72] \"command failed\" err=\"failed to run Kubelet:"
                    + " failed to create kubelet: open /dev/kmsg: operation not permitted\"\n";
    private static final String TOLERATED =
            "time=\"2026-11-24T09:01:12Z\" level=warning msg=\"hugetlb cgroup controller is"
                    + " absent. skipping huge pages limits\"\n";

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsTheRootCauseAndWhatItExplains() throws IOException {
        assertThat(run(log("kubelet.log", FATAL + ENDS + ENDS))).isEqualTo(Main.FAILED);
        assertThat(out.toString())
                .contains("FATAL", "kubelet.log:1  claim kubelet.kmsg.*")
                .contains("Do: Set featureGates.KubeletInUserNamespace to true")
                .containsSubsequence(
                        "ROOT CAUSE", "the gate is off", "It explains", "2 lines, up to line 3")
                .doesNotContain("FATAL AS WELL")
                .endsWith("Read 3 lines in 1 file, 0.0 MB.\n");
    }

    @Test
    void isContentWhereNothingIsFatal() throws IOException {
        assertThat(run(log("a.log", TOLERATED))).isZero();
        assertThat(out.toString())
                .contains("TOLERATED", "Nothing fatal.", "Tolerated, as documented: 1 line");
    }

    @Test
    void tellsProgramsInJson() throws IOException {
        assertThat(run("--json", log("a.log", TOLERATED + FATAL + ENDS))).isEqualTo(Main.FAILED);

        List<JsonNode> objects = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            objects.add(JsonMapper.builder().build().readTree(line));
        }
        assertThat(objects)
                .extracting(o -> o.path("type").asText())
                .containsExactly("finding", "finding", "finding", "summary");
        JsonNode summary = objects.get(3);
        assertThat(summary.path("rootCause").asText()).isEqualTo("kubelet-stop-kmsg-hint");
        assertThat(summary.at("/causes/0/explains/0").asText()).isEqualTo("kubelet-stop-kmsg");
        assertThat(summary.at("/lines/tolerated").asInt()).isEqualTo(1);
    }

    @Test
    void showsUnknownErrorsWhenAsked() throws IOException {
        String log = log("a.log", "E1124 08:43:24.134935    3868 x.go:1] \"New trouble\" id=7\n");

        assertThat(run(log)).isZero();
        assertThat(out.toString()).contains("Not known: 1 error line (--all shows them)");
        assertThat(run("--all", log)).isZero();
        assertThat(out.toString()).contains("1 x ", "\"New trouble\" id=7");
    }

    @Test
    void explainsTheOthersWhereOneIsNoLog() throws IOException {
        String good = log("a.log", TOLERATED);

        assertThat(run(folder.resolve("gone").toString(), good)).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("Could not explain", "There is no such file.");
        assertThat(out.toString()).contains("TOLERATED");
    }

    @Test
    void saysWhatABinaryFileIs() throws IOException {
        assertThat(run(log("a.log", "abc\0def"))).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("It is a binary file: byte 4 is NUL.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysThatALogHoldsNothingThatIsKnown() throws IOException {
        assertThat(run(log("a.log", ""))).isZero();
        assertThat(out.toString()).contains("There was nothing to read.");
        assertThat(run(log("a.log", "hello\n"))).isZero();
        assertThat(out.toString()).contains("No line of it is known.");
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        assertThat(run()).isEqualTo(Main.USAGE);
        assertThat(run("-", "-")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("can be read only once");
        assertThat(run("--follow", "-")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("--follow is for files");
        assertThat(run("--kubernetes", "new", log("a.log", ""))).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("\"new\" is no Kubernetes version");
    }

    @Test
    void saysInItsHelpWhatExitCodesMean() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Exit codes:", "0   Nothing fatal", "1   A line tells", "2   Wrong");
    }

    private String log(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "explain";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
