package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.OfUpgrade;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.Upgrade;
import io.rootlesstck.scenario.Scenario;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** A newer container runtime in the place of an older one, on a node whose pods run. */
@RootlessKubernetes
@OfUpgrade
@Order(12)
@DisplayName("Upgrade of the container runtime")
class RuntimeUpgrade {
    /** Where containerd keeps what it knows of running containers, until the node is restarted. */
    private static final String STATE = "/run/containerd/io.containerd.runtime.v2.task";

    @Claim(value = "runtime.containerd.upgrade", scenario = "kubelet/documented")
    void takesThePodsOver(
            Kubelets kubelets, Upgrade upgrade, Scenario scenario, ClaimReport report) {
        try (UpgradedNode node =
                UpgradedNode.start(kubelets, upgrade, scenario, "tck-node-upgrade")) {
            UpgradedNode.Seen before = node.seen();
            report.measured("from", node.version());
            node.upgrade();
            report.measured("to", node.version());
            report.evidence("containerd-newer.log", node.node().runtime().log());
            assertThat(node.seen()).isEqualTo(before);
            assertThat(PodExec.run(kubelets.cluster(), node.pod(), "echo", "still here").out())
                    .isEqualTo("still here\n");
            assertThat(node.pods().log(node.pod())).contains("6 x 7 = 42");
            assertThat(TriedPod.on(kubelets, node.node()).refusal()).isEmpty();
            node.pods().end(node.pod());
            node.awaitNoProcess(before.process());
        }
    }

    /** What a takeover that loses pods looks like. */
    @Control(value = "runtime.containerd.upgrade", scenario = "kubelet/documented")
    void makesThemAnewWhereItsStateIsLost(
            Kubelets kubelets, Upgrade upgrade, Scenario scenario, ClaimReport report) {
        try (UpgradedNode node =
                UpgradedNode.start(kubelets, upgrade, scenario, "tck-node-upgrade-lost")) {
            UpgradedNode.Seen before = node.seen();
            node.node().runtime().stop();
            node.node().output("mv", STATE, STATE + ".lost"); // mounts in it forbid to remove it
            node.upgrade();
            node.awaitOtherContainer(before.container());
            report.evidence("containerd-newer.log", node.node().runtime().log());
            assertThat(node.seen()).isNotEqualTo(before);
        }
    }
}
