package io.rootlesstck.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.lint.Fixer.Fixed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixerTest {
    @TempDir private Path folder;

    private static Fixer fixer(String kubernetes) {
        return new Fixer(
                () -> new Linter(RulesTest.RULES, KubernetesVersion.parse(kubernetes), null, null));
    }

    private static String mend(String kubernetes, String text) {
        return fixer(kubernetes).mend(Path.of("file.yaml"), text, new ArrayList<>());
    }

    @Test
    void writesAddsAndRemovesAndLeavesCommentsAndLayout() {
        String mended =
                mend(
                        "v1.36.3",
                        """
                        # ours
                        kind: KubeProxyConfiguration   # really
                        apiVersion: "kubeproxy.config.k8s.io/v1alpha1"
                        mode:   'userspace'  # as on the page
                        featureGates:
                          # dead since v1.26
                          Other: true
                          KubeletInUserNamespace: true
                        conntrack:
                            # four spaces
                            maxPerCore:  32768 # too many

                        ---
                        kind: KubeletConfiguration
                        apiVersion: kubelet.config.k8s.io/v1beta1
                        # the end
                        """);

        assertThat(mended)
                .isEqualTo(
                        """
                        # ours
                        kind: KubeProxyConfiguration   # really
                        apiVersion: "kubeproxy.config.k8s.io/v1alpha1"
                        mode:   iptables  # as on the page
                        featureGates:
                          # dead since v1.26
                          Other: true
                        conntrack:
                            tcpEstablishedTimeout: 0s
                            tcpCloseWaitTimeout: 0s
                            # four spaces
                            maxPerCore:  0 # too many

                        ---
                        kind: KubeletConfiguration
                        apiVersion: kubelet.config.k8s.io/v1beta1
                        # the end
                        featureGates:
                          KubeletInUserNamespace: true
                        """);
    }

    @Test
    void removesAParentThatHasNothingElse() {
        assertThat(
                        mend(
                                "v1.37.2",
                                """
                                kind: KubeProxyConfiguration
                                apiVersion: kubeproxy.config.k8s.io/v1alpha1
                                featureGates:
                                  KubeletInUserNamespace: true
                                conntrack: {maxPerCore: 0, tcpEstablishedTimeout: 0s} # short
                                """))
                .isEqualTo(
                        """
                        kind: KubeProxyConfiguration
                        apiVersion: kubeproxy.config.k8s.io/v1alpha1
                        conntrack: {maxPerCore: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s} # short
                        """);
    }

    @Test
    void fixesPatchesWithinAKindFile() {
        String text =
                """
                kind: Cluster
                apiVersion: kind.x-k8s.io/v1alpha4
                kubeadmConfigPatches:
                - |
                  kind: KubeletConfiguration
                  cgroupDriver: cgroupfs # not ours
                  maxPods: 20
                """;

        assertThat(mend("v1.37.2", text))
                .isEqualTo(text.replace("  cgroupDriver: cgroupfs # not ours\n", ""));
    }

    @Test
    void fixesTomlAndKeepsLineEndings() {
        String text =
                """
                # CRI-O
                [crio.runtime]
                  cgroup_manager = "systemd" # the default
                  default_env = []
                [crio]
                storage_driver = "vfs"
                """
                        .replace("\n", "\r\n");
        List<Finding> done = new ArrayList<>();

        String mended = fixer("v1.37.2").mend(Path.of("crio.conf"), text, done);

        assertThat(mended)
                .isEqualTo(
                        text.replace("\"systemd\"", "\"cgroupfs\"")
                                .replace("\"vfs\"", "\"overlay\""));
        assertThat(done)
                .extracting(finding -> finding.rule().id())
                .containsExactly("crio.cgroup-manager", "crio.storage-driver");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A choice is a person's.
                "kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\ncgroupDriver: systemd\n",
                "kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\nprotectKernelDefaults: true\n",
                // Laid out as no line of it can be changed by itself.
                "kind: KubeProxyConfiguration\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nmode:\n  userspace\nconntrack: {maxPerCore: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}\n",
                "{\"kind\": \"KubeProxyConfiguration\", \"apiVersion\": \"kubeproxy.config.k8s.io/v1alpha1\"}",
                // Not to be read.
                "kind: KubeletConfiguration\nfeatureGates: {KubeletInUserNamespace: false\n",
                "kind: Pod\n",
                ""
            })
    void leavesOthersAsTheyAre(String text) {
        assertThat(mend("v1.37.2", text)).isEqualTo(text);
    }

    static List<String> rules() {
        return RulesTest.rules();
    }

    /** Every bad file of the rules' tests: nothing new is found, and no other line is touched. */
    @ParameterizedTest
    @MethodSource("rules")
    void makesNoBadFileWorse(String rule) {
        Path name = Path.of(RulesTest.badFile(rule).getKey());
        String text = RulesTest.badFile(rule).getValue();
        List<Finding> done = new ArrayList<>();
        Fixer fixer = fixer("v1.36.3");

        String mended = fixer.mend(name, text, done);

        List<String> after = mended.lines().toList();
        assertThat(text.lines().filter(line -> !after.contains(line)).count())
                .as("lines gone from\n%s\nto\n%s", text, mended)
                .isLessThanOrEqualTo(2L * done.size());
        assertThat(fixer.mend(name, mended, new ArrayList<>())).isEqualTo(mended);
    }

    @Test
    void saysWhatIsToTheLetter() {
        assertThat(Mending.isToTheLetter("Write `KubeletInUserNamespace: true`, without quotes."))
                .isTrue();
        assertThat(Mending.isToTheLetter("Remove the line, unless it is known to work.")).isFalse();
        assertThat(RulesTest.RULES.all().stream().filter(r -> Mending.isToTheLetter(r.fix())))
                .as("rules with a fix that can be done for the user")
                .hasSizeGreaterThan(30);
    }

    @Test
    void writesWholeFilesWithTheirPermissionsAndTheirMark() throws IOException {
        String before =
                "\uFEFFkind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\n"
                        + "featureGates: {KubeletInUserNamespace: \"true\"}";
        Path file = Files.writeString(folder.resolve("kubelet.yaml"), before);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {0, 1, 2});
        Path cut =
                Files.writeString(folder.resolve("cut.yaml"), "kind: KubeletConfiguration\na: [");
        Path latin =
                Files.write(
                        folder.resolve("l.yaml"),
                        "kind: KubeletConfiguration # ä\n".getBytes(StandardCharsets.ISO_8859_1));
        Fixer fixer = fixer("v1.36.3");

        LintResult left = fixer.paths(List.of(folder), folder);

        assertThat(file).content().isEqualTo(before); // nothing is written yet
        assertThat(fixer.fixed()).singleElement().satisfies(Fixed::write);
        assertThat(file).content().isEqualTo(before.replace("\"true\"", "true"));
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(fixer.fixed().get(0).diff())
                .contains("--- ", "+++ ", "-featureGates: {KubeletInUserNamespace: \"true\"}")
                .contains("+featureGates: {KubeletInUserNamespace: true}");
        assertThat(left.findings()).isEmpty();
        assertThat(binary).hasBinaryContent(new byte[] {0, 1, 2});
        assertThat(cut).hasContent("kind: KubeletConfiguration\na: [");
        assertThat(latin).hasSize(31);
    }
}
