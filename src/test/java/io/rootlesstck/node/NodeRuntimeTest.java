package io.rootlesstck.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.claim.Claims;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which files a node gets for the kit's own scenarios. */
class NodeRuntimeTest {
    private static final Path HOME = Path.of("scenarios");

    private final Scenarios scenarios =
            Scenarios.load(List.of(HOME), Claims.load(HOME.resolve("claims.yaml")));
    private final Scenario crioDocumented = scenarios.get("runtime/crio/documented");
    private final NodeRuntime crio = NodeRuntime.crio(crioDocumented, "crun");
    private final NodeRuntime containerd = NodeRuntime.containerd();

    @Test
    void crioGetsItsDocumentedFilesWithAScenarioThatSaysNothingOfIt() {
        Scenario gateOff = scenarios.get("kubelet/gate-off");

        assertThat(crio.files(gateOff))
                .containsOnlyKeys(
                        "cni.conflist",
                        "crio-oci.conf",
                        "crio.conf",
                        "crio.env",
                        "kubelet-crio.yaml",
                        "kubelet.yaml")
                .containsEntry("crio.conf", crioDocumented.file("crio.conf"))
                .containsEntry("kubelet.yaml", gateOff.file("kubelet.yaml"));
        assertThat(crio.files(gateOff).get("crio-oci.conf")).contains("default_runtime = \"crun\"");
    }

    @Test
    void aScenarioOfCriosOwnGoesBeforeTheDocumentedFiles() {
        Scenario without = scenarios.get("runtime/crio/without-variable");

        assertThat(crio.files(without))
                .containsEntry("crio.env", without.file("crio.env"))
                .containsEntry("crio.conf", crioDocumented.file("crio.conf"));
        assertThat(without.file("crio.env")).doesNotContain("_CRIO_ROOTLESS");
    }

    @Test
    void aFileOfCriosIsMergedWithItsBases() {
        assertThat(crio.files(scenarios.get("runtime/crio/systemd-cgroup")).get("crio.conf"))
                .contains("cgroup_manager = 'systemd'")
                .contains("storage_driver = 'overlay'");
    }

    @Test
    void containerdGetsWhatAScenarioHasAndNothingOfCrios() {
        Scenario documented = scenarios.get("kubelet/documented");

        assertThat(containerd.files(documented)).isEqualTo(documented.files());
        assertThat(containerd.files(crioDocumented)).isEqualTo(documented.files());
    }

    @Test
    void aRuntimeIsStartedAgainForItsOwnFilesAlone() {
        assertThat(containerd.reads("containerd.toml")).isTrue();
        assertThat(containerd.reads("crio.conf")).isFalse();
        assertThat(crio.reads("crio.env")).isTrue();
        assertThat(crio.reads("containerd.toml")).isFalse();
        assertThat(crio.reads("kubelet-crio.yaml")).isFalse();
    }
}
