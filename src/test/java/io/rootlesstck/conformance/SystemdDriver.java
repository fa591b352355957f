package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Endings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.KubeletRun;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;

/** The systemd driver of a runtime and its kubelet, where a systemd runs and where none does. */
final class SystemdDriver {
    private SystemdDriver() {}

    /** A kubelet that looks for a systemd in vain, started once for all tests of the class. */
    static KubeletRun inVain(Kubelets kubelets, Scenario scenario, TestScope scope) {
        return scope.perClass("without systemd", KubeletRun.class, () -> kubelets.run(scenario));
    }

    /** Goes on if such a kubelet ended as the claim has it. */
    static void requireUseless(KubeletRun inVain, PageClaim claim, Cell cell, ClaimReport report) {
        report.measured("kubelet", inVain.waited().outcome());
        report.evidence("kubelet-without-systemd.log", inVain.log());
        assertThat(inVain).didAsExpected(claim, cell);
        report.measured("need", "required");
    }

    /**
     * A node of its own whose first process is a systemd, up with the files of a scenario; to be
     * closed.
     */
    static OtherNode node(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        return Endings.orNone(
                endings -> {
                    OtherNode other =
                            endings.add(OtherNode.of(kubelets, "tck-node-systemd", scenario));
                    RootlessNode node = other.node();
                    KubeletRun kubelet = kubelets.cluster().run(node, scenario, Kubelets.LIMIT);
                    report.evidence("kubelet-systemd.log", kubelet.log());
                    report.evidence(node.runtime().name() + "-systemd.log", node.runtime().log());
                    assertThat(kubelet).didAsExpected();
                    assertThat(node.read("/proc/1/comm").strip()).isEqualTo("systemd");
                    return other;
                });
    }

    /** Goes on if a pod ran, in a cgroup that a systemd made for it. */
    static void requireSlice(TriedPod pod, ClaimReport report) {
        assertThat(pod.refusal()).isEmpty();
        report.measured("podCgroup", pod.cgroup());
        report.evidence("slice.txt", pod.unit());
        assertThat(pod.cgroup()).startsWith("kubepods.slice/").endsWith(".slice");
        assertThat(pod.unit()).contains("ActiveState=active", "Transient=yes");
    }
}
