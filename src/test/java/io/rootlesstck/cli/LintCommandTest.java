package io.rootlesstck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintCommandTest {
    private static final String PROXY =
            "kind: KubeProxyConfiguration\napiVersion: kubeproxy.config.k8s.io/v1alpha1\n"
                    + "conntrack: {maxPerCore: 1, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}\n";

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String file = "";

    @BeforeEach
    void aFile() throws IOException {
        file =
                Files.writeString(
                                folder.resolve("kubelet.yaml"),
                                "apiVersion: kubelet.config.k8s.io/v1beta1\n"
                                        + "kind: KubeletConfiguration\n"
                                        + "cgroupDriver: systemd\n")
                        .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "1.37, error, 0",
        "1.36, error, 1",
        "1.37, warning, 1",
        "v1.37.2, note, 1",
    })
    void exitsByWhatWasFoundAndWhatIsAskedFor(String kubernetes, String failOn, int code) {
        assertThat(run("--kubernetes", kubernetes, "--fail-on", failOn, file)).isEqualTo(code);
        assertThat(out.toString()).contains("kubelet.yaml:3:1: warning: cgroupDriver is systemd;");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void fixesAndTellsOfWhatIsLeft() throws IOException {
        Path proxy = Files.writeString(folder.resolve("proxy.yaml"), PROXY);

        assertThat(run("--fix", "--fail-on", "warning", file, proxy.toString()))
                .isEqualTo(Main.FAILED);

        assertThat(proxy).content().isEqualTo(PROXY.replace("maxPerCore: 1", "maxPerCore: 0"));
        assertThat(err)
                .hasToString(
                        proxy
                                + ":3: fixed kube-proxy.max-per-core: Write `maxPerCore: 0`."
                                + System.lineSeparator());
        assertThat(out.toString()).contains("cgroupDriver is systemd").doesNotContain("is 1,");
    }

    @Test
    void showsFixesWithoutWritingThem() throws IOException {
        Path proxy = Files.writeString(folder.resolve("proxy.yaml"), PROXY);

        assertThat(run("--fix", "--dry-run", proxy.toString())).isZero();

        assertThat(proxy).content().isEqualTo(PROXY);
        assertThat(out.toString())
                .startsWith("--- %s\n+++ %s\n@@ ".formatted(proxy, proxy))
                .contains("\n-conntrack: {maxPerCore: 1, ", "\n+conntrack: {maxPerCore: 0, ");
        assertThat(err.toString()).contains(":3: would fix kube-proxy.max-per-core: ");
    }

    @Test
    void refusesWhatCannotBeFixed() {
        assertThat(run("--fix", "-")).isEqualTo(Main.USAGE);
        assertThat(run("--dry-run", file)).isEqualTo(Main.USAGE);
        assertThat(err.toString())
                .contains("--fix: standard input cannot be written to; name files.")
                .contains("--dry-run: goes with --fix only.");
    }

    @Test
    void saysOnStandardErrorWhatCannotBeRead() {
        assertThat(run(file, "/nowhere.yaml")).isEqualTo(Main.USAGE);
        assertThat(err).hasToString("/nowhere.yaml: there is no such file\n");
        assertThat(out.toString()).contains("1 warning");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--kind kublet | --kind kublet: must be one of kubelet, kube-proxy, kubeadm, kind, containerd, crio, compose.",
                "--format xml | --format xml: must be text, json or sarif.",
                "--fail-on fatal | --fail-on fatal: must be note, warning, error.",
                "--kubernetes new | --kubernetes new: must be a version, for example 1.37 or v1.36.2.",
                "--containerd x | --containerd x: must be a version"
            })
    void refusesOptionsThatMeanNothing(String options, String message) {
        String[] words = options.split(" ");

        assertThat(run(words[0], words[1], file)).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void needsAFile() {
        assertThat(run()).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("Missing required parameter: 'FILE'");
    }

    @Test
    void helpNamesTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Exit codes:", "2   wrong arguments");
    }

    @Test
    void writesSarif() {
        assertThat(run("--format", "sarif", file)).isZero();
        assertThat(out.toString()).contains("\"version\" : \"2.1.0\"");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "lint";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
