package io.rootlesstck.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.vm.EmbeddedVm;
import io.rootlesstck.host.vm.VmHosts;
import io.rootlesstck.junit.live.CellImage;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The suites about the kubelet on an engine that somebody else runs: the embedded VM's, handed over
 * by DOCKER_HOST; Podman's in the cell that differs most from the default one. The kit then has no
 * root on the host, and what that takes is NOT_RUN with its reason.
 */
@Isolated("a given Podman needs a CPU for what it runs after each exec")
class GivenEngineSuitesIT {
    @TempDir private static Path folder;
    private static EmbeddedVm vm;

    @BeforeAll
    static void boot() {
        Settings settings = Settings.load();
        Cache cache = Cache.of(settings);
        Matrix matrix = Matrix.load(KitFiles.of("scenarios/matrix.yaml"));
        Cell cell = matrix.select(settings).get(0);
        vm =
                new VmHosts(settings, cache)
                        .take(
                                Engine.Kind.DOCKER,
                                Optional.of(
                                        CellImage.provision(
                                                CellImage.of(cell, matrix, settings, cache))));
    }

    @AfterAll
    static void end() {
        vm.close();
    }

    @ParameterizedTest
    @EnumSource
    void proveTheKubeletClaims(Engine.Kind kind) throws InterruptedException {
        SuiteRun.Ended ended =
                SuiteRun.to(folder.resolve(kind.word()))
                        .with("DOCKER_HOST", vm.engine(kind).endpoint().toString())
                        .set("tck.host", "engine")
                        .set("tck.engine", kind.word())
                        .set("tck.oci", kind == Engine.Kind.PODMAN ? "crun" : "runc")
                        .set("tck.allowNotRun", "true")
                        .set("tck.ports", vm.ports().toString())
                        .set("tck.hosts", "1") // the given engine has one CPU
                        .onlyTheKubelets()
                        .run();

        assertThat(ended.green()).as(ended.log()).isTrue();
        assertThat(ended.with(Verdict.NOT_RUN))
                .as(ended.toString())
                .containsExactly(
                        "host.unharmed.cgroups",
                        "host.unharmed.conntrack",
                        "host.unharmed.sysctls");
        assertThat(ended.with(Verdict.DRIFTED))
                .containsExactly("kubelet.gate.alpha", "kubelet.gate.required");
        assertThat(ended.with(Verdict.HOLDS)).hasSize(ended.verdicts().size() - 5);
        assertThat(ended.reason("host.unharmed.cgroups")).contains("cannot be seen without root");
    }
}
