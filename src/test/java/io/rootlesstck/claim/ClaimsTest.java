package io.rootlesstck.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.document.DocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
    private static final KubernetesVersion NOW = KubernetesVersion.parse("v1.37.2");
    private static final KubernetesVersion BEFORE = KubernetesVersion.parse("v1.36.3");

    @TempDir Path dir;

    private final Claims kit = Claims.load(Path.of("scenarios/claims.yaml"));

    @Test
    void aRowIsAClaimOfItsOwn() {
        PageClaim claim = kit.get("kubelet.sysctl.kernel-panic-on-oops");

        assertThat(claim.subject()).isEqualTo("kernel.panic_on_oops");
        assertThat(claim.heading()).isEqualTo("Configuring kubelet");
        assertThat(claim.texts("tolerated", NOW))
                .containsExactly(
                        "\"Updating kernel flag failed (running in UserNS, ignoring)\""
                                + " flag=\"kernel/panic_on_oops\"");
        assertThat(claim.texts("fatal", NOW))
                .containsExactly("open /proc/sys/kernel/panic_on_oops: permission denied");
        assertThat(claim.texts("unheard-of", NOW)).isEmpty();
    }

    @Test
    void textsBelongToVersions() {
        PageClaim alpha = kit.get("kubelet.gate.alpha");

        assertThat(alpha.texts("stage", BEFORE)).containsExactly("ALPHA");
        assertThat(alpha.texts("stage", NOW)).containsExactly("BETA");
        assertThat(alpha.isOutdatedIn(BEFORE)).isFalse();
        assertThat(alpha.isOutdatedIn(NOW)).isTrue();
    }

    @Test
    void aClaimIsMadeFromItsFirstVersionOn() {
        assertThat(kit.get("kubelet.userns.node-info").isMadeFor(BEFORE)).isFalse();
        assertThat(kit.get("kubelet.userns.node-info").isMadeFor(NOW)).isTrue();
    }

    @Test
    void aClaimIsAboutCellsOfItsOwnOrAboutAll() {
        assertThat(kit.get("kubelet.gate.alpha").cells()).isEqualTo(ClaimCells.ALL);
        assertThat(kit.get("kind.conntrack.max-per-core").cells())
                .isEqualTo(new ClaimCells(null, "kind", false));
        assertThat(kit.get("runtime.containerd.upgrade").cells())
                .isEqualTo(new ClaimCells("containerd", null, true));
    }

    @Test
    void aTrailingStarNamesAllThatStartSo() {
        assertThat(kit.matching("kubelet.sysctl.*")).hasSize(6);
        assertThat(kit.matching("kubelet.gate.alpha")).hasSize(1);
        assertThat(kit.matching("*")).isEqualTo(kit.all());
        assertThat(kit.all()).extracting(PageClaim::id).isSorted();
    }

    @Test
    void anUnknownClaimIsToldWithItsNeighbours() {
        assertThatThrownBy(() -> kit.matching("volumes.refused.nfsv4"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "No claim of scenarios/claims.yaml is named \"volumes.refused.nfsv4\". Known:"
                                + " volumes.refused.iscsi, volumes.refused.nfs-v3,"
                                + " volumes.refused.nfs-v4.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: a.b | 4:5: required property 'heading' not found",
                "id: A.B, heading: h, text: t, since: v1.22.0 | 4:6: does not match",
                "id: a, heading: h, text: t, since: 1.22 | 4:34: number found, string expected",
                "id: a, heading: h, text: t, since: soon | 4:34: \"soon\" is no Kubernetes version",
                "id: a, heading: h, text: t, since: v1.2.0, untill: v1.3.0 | 4:49: unknown key"
                        + " \"untill\"",
                "id: a, heading: h, text: t, since: v1.3.0, until: v1.3.0 | 4:49: until has to be"
                        + " after since",
                "id: a, heading: h, text: '${flag}', since: v1.3.0 | 4:25: ${flag} has no value",
                "id: a, heading: h, text: t, since: v1.3.0, source: rfc | 4:49: no source is named"
            })
    void everyErrorHasItsPlace(String claim, String message) throws IOException {
        Path file = dir.resolve("claims.yaml");
        Files.writeString(
                file,
                """
                sources:
                  page: {title: Page, url: "https://example.org"}
                claims:
                  - {%s}
                """
                        .formatted(claim));

        assertThatThrownBy(() -> Claims.load(file))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(file + ":")
                .hasMessageContaining(message.strip());
    }

    @Test
    void aClaimIsStatedOnce() throws IOException {
        Path file = dir.resolve("claims.yaml");
        Files.writeString(
                file,
                """
                sources:
                  page: {title: Page, url: "https://example.org"}
                claims:
                  - {id: a.b, heading: h, text: t, since: v1.22.0}
                  - {id: a, heading: h, text: t, since: v1.22.0, each: {b: {subject: s}}}
                """);

        assertThatThrownBy(() -> Claims.load(file))
                .hasMessage(file + ":5:57: the claim a.b is stated twice");
    }
}
