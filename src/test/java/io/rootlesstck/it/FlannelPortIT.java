package io.rootlesstck.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.component.FlannelPatches;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A flanneld with another VXLAN port on one node makes the claims about VXLAN fall, no other. */
@Execution(ExecutionMode.CONCURRENT)
class FlannelPortIT {
    @TempDir private Path folder;

    @Test
    void breaksWhatCrossesInVxlan() throws InterruptedException {
        Settings settings = Settings.load();
        Path flanneld =
                FlannelPatches.otherPortOn("tck-node-2", 8473)
                        .build("v0.28.10", settings, Cache.of(settings));

        SuiteRun.Ended ended =
                SuiteRun.to(folder)
                        .set("tck.host", "vm")
                        .set("tck.component.flanneld", flanneld.toString())
                        .only("io.rootlesstck.conformance.FlannelNetwork")
                        .run();

        assertThat(ended.green()).isFalse();
        assertThat(ended.with(Verdict.BROKEN))
                .as(ended.toString())
                .containsExactly(
                        "network.flannel.large-payload",
                        "network.flannel.pod-to-pod",
                        "network.flannel.rp-filter",
                        "network.flannel.service",
                        "network.flannel.vxlan");
        assertThat(ended.reason("network.flannel.pod-to-pod")).contains("timed out");
        assertThat(ended.with(Verdict.HOLDS))
                .contains("network.cni.flannel-host-gw", "network.flannel.mtu");
        assertThat(ended.with(Verdict.ERROR)).isEmpty();
    }
}
