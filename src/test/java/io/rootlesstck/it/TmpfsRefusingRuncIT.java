package io.rootlesstck.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.component.RuncPatches;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A runc that cannot mount tmpfs makes the claims about volumes in memory fall, and no others. */
@Execution(ExecutionMode.CONCURRENT)
class TmpfsRefusingRuncIT {
    @TempDir private Path folder;

    @Test
    void breaksTheClaimsAboutVolumesInMemoryAlone() throws InterruptedException {
        Settings settings = Settings.load();
        Path runc = RuncPatches.refusingTmpfs().build("v1.5.2", settings, Cache.of(settings));

        SuiteRun.Ended ended =
                SuiteRun.to(folder)
                        .set("tck.host", "vm")
                        .set("tck.component.runc", runc.toString())
                        .only("io.rootlesstck.conformance.LocalVolumes")
                        .only("io.rootlesstck.conformance.VolumesSurvive")
                        .run();

        assertThat(ended.green()).isFalse();
        assertThat(ended.with(Verdict.BROKEN))
                .as(ended.toString())
                .containsExactly(
                        "volumes.downward-api",
                        "volumes.empty-dir-memory",
                        "volumes.projected",
                        "volumes.secret",
                        "volumes.update.secret");
        assertThat(ended.reason("volumes.secret"))
                .contains("mount of tmpfs: operation not permitted");
        assertThat(ended.with(Verdict.ERROR)).isEmpty();
        assertThat(ended.with(Verdict.HOLDS))
                .as("volumes on disk")
                .contains(
                        "volumes.config-map",
                        "volumes.empty-dir",
                        "volumes.host-path",
                        "volumes.local",
                        "volumes.survive.local-node-restart",
                        "volumes.update.config-map");
    }
}
