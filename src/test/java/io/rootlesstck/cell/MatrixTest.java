package io.rootlesstck.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.document.DocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
    @TempDir Path dir;

    private final Matrix kit = Matrix.load(Path.of("scenarios/matrix.yaml"));

    @Test
    void theDefaultCellNeedsNoProperty() {
        assertThat(select()).extracting(Cell::id).containsExactly("docker-containerd-runc-v1.37.2");
        assertThat(kit.components()).containsEntry("containerd", "v2.4.2");
    }

    @Test
    void cellsAreTakenByName() {
        assertThat(
                        select(
                                "tck.cell",
                                "podman-containerd-crun-v1.37.2, docker-containerd-runc-v1.37.2"))
                .extracting(Cell::engine)
                .containsExactly("podman", "docker");
    }

    @Test
    void partsChangeTheDefaultCell() {
        assertThat(select("tck.engine", "podman", "tck.oci", "crun", "tck.kubernetes", "1.37.2"))
                .extracting(Cell::id)
                .containsExactly("podman-containerd-crun-v1.37.2");
    }

    @Test
    void aRuntimeMayHaveAVersionOfItsOwn() {
        Cell cell = select("tck.runtime", "containerd-v2.3.7").get(0);

        assertThat(cell.id()).isEqualTo("docker-containerd-v2.3.7-runc-v1.37.2");
        assertThat(cell.runtimeName()).isEqualTo("containerd");
        assertThat(kit.runtimeVersion(cell)).isEqualTo("v2.3.7");
        assertThat(kit.runtimeVersion(select().get(0)))
                .isEqualTo(kit.components().get("containerd"));
    }

    @Test
    void anUpgradeComesFromAnOtherVersionOfTheSameRuntime() {
        Settings upgrade = settings("tck.upgrade.from", "containerd-v2.3.7");

        assertThat(kit.before(select().get(0), upgrade))
                .map(Cell::id)
                .hasValue("docker-containerd-v2.3.7-runc-v1.37.2");
        assertThat(kit.before(select("tck.runtime", "containerd-v2.3.7").get(0), upgrade))
                .as("the older cell itself")
                .isEmpty();
        assertThat(kit.before(select("tck.runtime", "crio", "tck.oci", "crun").get(0), upgrade))
                .isEmpty();
        assertThat(kit.before(select().get(0), settings())).as("no upgrade").isEmpty();
        assertThatThrownBy(() -> select("tck.upgrade.from", "containerd-v0.1.0"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-Dtck.upgrade.from=containerd-v0.1.0")
                .hasMessageContaining("containerd-v2.3.7");
    }

    @Test
    void aSetOfCellsIsTakenByName() {
        assertThat(select("tck.matrix", "nightly"))
                .containsExactlyElementsOf(kit.sets().get("nightly"))
                .hasSizeGreaterThan(3);
    }

    @Test
    void theFlavourIsAPartAndAClusterThatIsThereHasItsOwn() {
        assertThat(select("tck.flavour", "kind"))
                .containsExactlyElementsOf(
                        select("tck.cell", "docker-kind-containerd-runc-v1.37.2"));
        assertThat(select("tck.flavour", "usernetes"))
                .extracting(Cell::id, Cell::isFound, Cell::takesTwoHosts)
                .containsExactly(tuple("docker-usernetes-containerd-runc-v1.37.2", true, true));
        assertThat(select("tck.attach", "/tmp/kubeconfig"))
                .extracting(Cell::id, Cell::isFound)
                .containsExactly(tuple("docker-attached-containerd-runc-v1.37.2", true));
        assertThat(select()).noneMatch(Cell::isFound);
    }

    @Test
    void whatIsUsualIsNotNamed() {
        KubernetesVersion version = KubernetesVersion.parse("v1.37.2");
        Cell cell = new Cell("docker", "systemd", "crio", "crun", version, "flannel", "nftables");

        assertThat(cell.id()).isEqualTo("docker-systemd-crio-crun-v1.37.2-flannel-nftables");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tck.cell | docker | has no such cell. Known: docker-containerd-runc-v1.37.2,",
                "tck.matrix | weekly | has no such set of cells. Known: nightly",
                "tck.engine | rkt | has no such engine. Known: docker, podman.",
                "tck.kubernetes | v1.2.3 | has no such kubernetes. Known: v1.37.2, v1.36.3, v1.34.4.",
                "tck.kubernetes | newest | is no Kubernetes version"
            })
    void anUnknownNameIsToldWithTheKnownOnes(String key, String value, String message) {
        assertThatThrownBy(() -> select(key, value))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(value)
                .hasMessageContaining(message);
    }

    @Test
    void aNameAndPartsAtOnceAreRefused() {
        assertThatThrownBy(
                        () ->
                                select(
                                        "tck.cell",
                                        "docker-containerd-runc-v1.37.2",
                                        "tck.oci",
                                        "crun"))
                .hasMessage("-Dtck.cell names whole cells: give it or [tck.oci], not both.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{engine: rkt} | docker-containerd-runc-v1.37.2 | 10:6: engine \"rkt\" is not among",
                "{motor: docker} | x | 10:6: unknown key \"motor\"",
                "{} | x | 11:11: no cell is named \"x\"; known: docker-containerd-runc-v1.37.2"
            })
    void everyErrorHasItsPlace(String cell, String chosen, String message) throws IOException {
        Path file = dir.resolve("matrix.yaml");
        Files.writeString(
                file,
                """
                parts:
                  engine: [docker]
                  flavour: [plain]
                  runtime: [containerd]
                  oci: [runc]
                  kubernetes: [v1.37.2]
                  cni: [bridge]
                  proxy: [iptables]
                cells:
                  - %s
                default: [%s]
                components: {}
                """
                        .formatted(cell, chosen));

        assertThatThrownBy(() -> Matrix.load(file))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(message);
    }

    private List<Cell> select(String... settings) {
        return kit.select(settings(settings));
    }

    private static Settings settings(String... settings) {
        Properties properties = new Properties();
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        return Settings.of(properties);
    }
}
