package io.rootlesstck.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinterTest {
    private static final Path KUBELET = Path.of("kubelet.yaml");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"kubelet/documented", "kube-proxy/documented", "runtime/version-3"})
    void findsNoErrorInWhatThePageDocuments(String scenario) {
        LintResult result =
                linter().paths(
                                List.of(Path.of("scenarios", scenario)),
                                Path.of("").toAbsolutePath())
                        .result();

        assertThat(result.problems()).isEmpty();
        assertThat(result.findings()).isNotEmpty();
        assertThat(result.hasAtLeast(Level.WARNING)).isFalse();
    }

    @Test
    void tellsLineAndColumnInADocumentThatIsNotTheFirst() {
        assertThat(
                        places(
                                "apiVersion: kubelet.config.k8s.io/v1beta1\n"
                                        + "kind: KubeletConfiguration\n---\n"
                                        + "apiVersion: kubeproxy.config.k8s.io/v1alpha1\n"
                                        + "kind: KubeProxyConfiguration\nconntrack:\n  maxPerCore: 1\n"))
                .contains("kube-proxy.max-per-core 7:3");
    }

    @Test
    void tellsLineAndColumnInsideAPatch() {
        String text =
                """
                kind: Cluster
                apiVersion: kind.x-k8s.io/v1alpha4
                kubeadmConfigPatches:
                - |
                  kind: KubeletConfiguration

                  protectKernelDefaults: true
                nodes:
                - role: worker
                  kubeadmConfigPatches:
                  - "{kind: KubeletConfiguration, protectKernelDefaults: true}"
                containerdConfigPatches:
                - |-
                  [plugins."io.containerd.cri.v1.runtime"]
                    restrict_oom_score_adj = true
                    disable_apparmor = false
                """;

        assertThat(places(text))
                .containsExactly(
                        "kubelet.protect-kernel-defaults 7:3",
                        "kubelet.protect-kernel-defaults 11:5",
                        "containerd.disable-apparmor 16:5");
    }

    @Test
    void saysNothingIsMissingInAPatch() {
        assertThat(
                        places(
                                "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
                                        + "nodes: [{image: 'kindest/node:v1.34.0'}]\n"
                                        + "kubeadmConfigPatches: ['kind: KubeletConfiguration']\n"))
                .isEmpty();
    }

    @Test
    void tellsThePlaceOfAnErrorInsideAPatch() {
        LintResult result =
                text(
                        Path.of("kind.yaml"),
                        "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
                                + "containerdConfigPatches:\n- |\n  a = 1\n  b = = 2\n");

        assertThat(result.problems().get(0).reason())
                .startsWith("line 6, column ")
                .contains("the patch is not valid TOML");
    }

    @Test
    void takesTheVersionThatTheFileNames() {
        String text =
                "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n"
                        + "kubernetesVersion: %s\n---\n"
                        + "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

        assertThat(places(text.formatted("v1.36.1"))).contains("kubelet.gate-missing 5:1");
        assertThat(places(text.formatted("v1.37.1")))
                .noneMatch(each -> each.contains("gate-missing"));
        assertThat(places(text.formatted("stable")))
                .noneMatch(each -> each.contains("gate-missing"));
    }

    @Test
    void saysNothingOfWhatIsFilledInLater() {
        assertThat(
                        places(
                                "apiVersion: kubeproxy.config.k8s.io/v1alpha1\n"
                                        + "kind: KubeProxyConfiguration\nmode: '{{ .Mode }}'\n"
                                        + "conntrack: {maxPerCore: '${A}', tcpEstablishedTimeout: '${B}',"
                                        + " tcpCloseWaitTimeout: '${C}'}\n"))
                .isEmpty();
    }

    @Test
    void passesOverOtherFilesOfAFolderAndSaysWhy() throws IOException {
        Files.writeString(folder.resolve("pod.yaml"), "apiVersion: v1\nkind: Pod\n");
        Files.writeString(folder.resolve("chart.yaml"), "{{- if .Values.on }}\na: b\n");
        Files.writeString(folder.resolve("notes.txt"), "kind: KubeletConfiguration\n");
        Files.write(folder.resolve("picture.conf"), new byte[] {1, 0, 2});
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/config.yaml"), "kind: KubeletConfiguration\n");
        Files.writeString(
                folder.resolve("kubelet.yml"),
                "kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\n");

        LintResult result = linter().paths(List.of(Path.of(".")), folder).result();

        assertThat(result.problems()).isEmpty();
        assertThat(result.skipped())
                .extracting(each -> each.file().toString(), LintResult.Aside::reason)
                .satisfiesExactlyInAnyOrder(
                        each -> assertThat(each.toList().toString()).contains("pod.yaml", "v1 Pod"),
                        each ->
                                assertThat(each.toList().toString())
                                        .contains("chart.yaml", "not valid YAML"),
                        each ->
                                assertThat(each.toList().toString())
                                        .contains("picture.conf", "binary"));
        assertThat(result.findings()).isEmpty();
    }

    @Test
    void aBrokenFileThatWasMeantIsAProblemInAFolderToo() throws IOException {
        Files.writeString(folder.resolve("k.yaml"), "kind: KubeletConfiguration\na: [\n");

        LintResult result = linter().paths(List.of(folder), folder).result();

        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).reason())
                .contains("line 2, column 5: is not valid YAML");
    }

    @Test
    void looksIntoAFileOnceHoweverOftenItIsNamed() throws IOException {
        Files.writeString(folder.resolve("k.yaml"), "kind: KubeletConfiguration\n");

        LintResult result =
                linter().paths(List.of(Path.of("k.yaml"), Path.of("./k.yaml"), folder), folder)
                        .result();

        assertThat(result.files()).isEqualTo(1);
        assertThat(result.findings()).hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNamed() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {0x7f, 'E', 'L', 'F', 0});
        Path latin =
                Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
        Path large = Files.write(folder.resolve("large.yaml"), new byte[LintFiles.LARGEST + 1]);
        Path pod = Files.writeString(folder.resolve("pod.yaml"), "apiVersion: v1\nkind: Pod\n");
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "");
        Path compose =
                Files.writeString(
                        folder.resolve("compose.yaml"), "services: {web: {image: nginx}}\n");

        assertThat(reason(folder.resolve("nowhere.yaml"))).isEqualTo("there is no such file");
        assertThat(reason(Path.of("/dev/null"))).isEqualTo("is no regular file");
        assertThat(reason(binary)).isEqualTo("is a binary file");
        assertThat(reason(latin)).isEqualTo("is not UTF-8 text");
        assertThat(reason(large)).isEqualTo("is larger than 1024 KiB, so it is no configuration");
        assertThat(reason(pod)).startsWith("is no file that lint knows: it is v1 Pod; lint knows ");
        assertThat(reason(empty)).startsWith("is no file that lint knows: it is an empty file");
        assertThat(reason(compose))
                .contains("a compose file without a service that is a Kubernetes node");
    }

    @Test
    void readsStandardInputAndTheKindThatIsGiven() {
        Linter linter = new Linter(RulesTest.RULES, null, null, ConfigKind.CRIO);

        LintResult result =
                linter.stream(stream("[crio.runtime]\ncgroup_manager = \"systemd\"\n")).result();

        assertThat(result.findings())
                .extracting(finding -> finding.place().toString())
                .contains("stdin:2:1");
    }

    @Test
    void readsAFileWithAByteOrderMarkAndWindowsLines() {
        LintResult result =
                linter().stream(
                                stream(
                                        "\uFEFFapiVersion: kubelet.config.k8s.io/v1beta1\r\n"
                                                + "kind: KubeletConfiguration\r\n"
                                                + "protectKernelDefaults: true\r\n"))
                        .result();

        assertThat(result.findings())
                .extracting(finding -> finding.place().toString())
                .containsExactly("stdin:3:1");
    }

    @Test
    void showsNoControlCharactersOfAFile() {
        LintResult result =
                text(
                        KUBELET,
                        "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n"
                                + "cgroupDriver: \"\\e[31m\\r\\u202e"
                                + "x".repeat(300)
                                + "\"\n");

        assertThat(result.findings().get(0).message())
                .startsWith("cgroupDriver is \"\uFFFD[31m\uFFFD\uFFFDxxx")
                .contains("x…\"; a kubelet knows")
                .hasSizeLessThan(200);
    }

    @Test
    void isDoneInTimeWithFilesThatAreMadeToHarm() {
        String deep = "kind: KubeletConfiguration\na: " + "[".repeat(50_000);
        String deepToml = "[plugins.\"io.containerd.x\"]\na = " + "[".repeat(50_000);
        StringBuilder bomb = new StringBuilder("kind: KubeletConfiguration\na0: &a0 [x]\n");
        for (int i = 1; i < 100; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(50)));
        }
        String zeros =
                "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n"
                        + "conntrack: {maxPerCore: 1e999999999, tcpEstablishedTimeout: \""
                        + "0".repeat(500_000)
                        + "x\"}\n";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    assertThat(text(KUBELET, deep).problems()).hasSize(1);
                    assertThat(text(Path.of("a.toml"), deepToml).problems()).hasSize(1);
                    assertThat(text(KUBELET, bomb.toString()).problems()).isEmpty();
                    assertThat(text(KUBELET, zeros).findings()).isNotEmpty();
                });
    }

    @ParameterizedTest
    @MethodSource("keptInputs")
    void judgesOrTellsOfWhatTheFuzzerWasGivenAndFound(Path input) throws IOException {
        LintFuzz.judge(Files.readAllBytes(input));
    }

    static List<Path> keptInputs() throws IOException {
        try (Stream<Path> files =
                Files.list(
                        Path.of("src/test/resources/io/rootlesstck/lint/LintFuzzInputs/anyFile"))) {
            return files.sorted().toList();
        }
    }

    private @Nullable String reason(Path file) {
        LintResult result = linter().paths(List.of(file), folder).result();
        assertThat(result.problems()).hasSize(1);
        return result.problems().get(0).reason();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> places(String text) {
        LintResult result = text(KUBELET, text);
        assertThat(result.problems()).isEmpty();
        return result.findings().stream()
                .map(
                        finding ->
                                "%s %d:%d"
                                        .formatted(
                                                finding.rule().id(),
                                                finding.place().line(),
                                                finding.place().column()))
                .toList();
    }

    private static LintResult text(Path name, String text) {
        Linter linter = linter();
        linter.text(name, text, false);
        return linter.result();
    }

    private static Linter linter() {
        return new Linter(RulesTest.RULES, null, null, null);
    }
}
