package io.rootlesstck.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.component.KubeletPatches;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A kubelet that does not tolerate one of the six sysctls makes that claim fall, and no other. */
@Execution(ExecutionMode.CONCURRENT)
class IntolerantKubeletIT {
    @TempDir private Path folder;

    @Test
    void breaksTheClaimAboutThatSysctlAlone() throws InterruptedException {
        Settings settings = Settings.load();
        Path kubelet =
                KubeletPatches.intolerantOf("kernel/panic")
                        .build("v1.37.2", settings, Cache.of(settings));

        SuiteRun.Ended ended =
                SuiteRun.to(folder)
                        .set("tck.host", "vm")
                        .set("tck.component.kubelet", kubelet.toString())
                        .onlyTheKubelets()
                        .run();

        assertThat(ended.green()).isFalse();
        assertThat(ended.with(Verdict.BROKEN))
                .as(ended.toString())
                .containsExactly("kubelet.sysctl.kernel-panic");
        assertThat(ended.reason("kubelet.sysctl.kernel-panic"))
                .contains("open /proc/sys/kernel/panic: permission denied");
        assertThat(ended.with(Verdict.ERROR)).isEmpty();
        assertThat(ended.with(Verdict.NOT_RUN)).isEmpty();
    }
}
