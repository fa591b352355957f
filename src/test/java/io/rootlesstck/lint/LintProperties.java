package io.rootlesstck.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file holds, it is judged or told of, and the reports of it can be written. */
class LintProperties {
    private static final String[] LINES = {
        "apiVersion: kubelet.config.k8s.io/v1beta1",
        "kind: KubeletConfiguration",
        "kind: KubeProxyConfiguration",
        "apiVersion: kubeadm.k8s.io/v1beta4",
        "kind: ClusterConfiguration",
        "kind: Cluster",
        "apiVersion: kind.x-k8s.io/v1alpha4",
        "kubeadmConfigPatches:",
        "containerdConfigPatches:",
        "- |",
        "- >",
        "  kind: KubeletConfiguration",
        "  protectKernelDefaults: true",
        "featureGates:",
        "  KubeletInUserNamespace: false",
        "conntrack: {maxPerCore: 1}",
        "services:",
        "  node: &a {image: kindest/node, privileged: true}",
        "  <<: *a",
        "ports: ['80:80', {target: 8472}]",
        "sysctls: {kernel.panic: 1}",
        "version = 3",
        "[crio.runtime]",
        "conmon_cgroup = \"x\"",
        "[plugins.\"io.containerd.grpc.v1.cri\"]",
        "  disable_apparmor = false",
        "[[a.b]]",
        "---",
        "...",
        "",
        "\t",
        "%YAML 1.2",
        "? [a]",
        ": !!binary AAAA",
        ".inf: .nan",
        "1e999: 0x_1",
        "\uFEFF"
    };

    @Property(tries = 2000)
    void anyBytesAreJudgedOrToldOf(@ForAll byte[] bytes, @ForAll("kinds") List<ConfigKind> kind) {
        judgeOrTell(bytes, kind);
    }

    @Property(tries = 3000)
    void anyMixOfKnownLinesIsJudgedOrToldOf(
            @ForAll("files") String text, @ForAll("kinds") List<ConfigKind> kind) {
        judgeOrTell(text.getBytes(StandardCharsets.UTF_8), kind);
    }

    /** None or one. */
    @Provide
    Arbitrary<List<ConfigKind>> kinds() {
        return Arbitraries.of(ConfigKind.values()).list().ofMaxSize(1);
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> indents = Arbitraries.of("", "", "", "  ", "    ");
        return Combinators.combine(indents, Arbitraries.of(LINES))
                .as((indent, line) -> indent + line)
                .list()
                .ofMaxSize(14)
                .map(lines -> String.join("\n", lines));
    }

    static void judgeOrTell(byte[] bytes, List<ConfigKind> kind) {
        LintResult result =
                new Linter(RulesTest.RULES, null, null, kind.isEmpty() ? null : kind.get(0))
                        .stream(new ByteArrayInputStream(bytes)).result();

        List<String> reasons = new ArrayList<>();
        result.problems().forEach(problem -> reasons.add(problem.reason()));
        assertThat(reasons).hasSizeLessThan(2).noneMatch(String::isBlank);
        assertThat(result.findings())
                .allSatisfy(
                        finding -> {
                            assertThat(finding.message()).doesNotContainPattern("\\p{Cntrl}");
                            assertThat(finding.place().line()).isNotNegative();
                        });
        assertThat(TextReport.of(result)).isNotBlank();
        assertThat(JsonReport.of(result)).isNotBlank();
        assertThat(SarifReport.of(result, "0")).isNotBlank();
    }
}
