package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.evidence.Sysctl;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.Subject;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Scenario;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/**
 * "Configuring kubelet": a crafted /proc, as Sysbox mounts one, does without the gate. The page
 * adds that this is not officially supported.
 */
@RootlessKubernetes
@Order(8)
@DisplayName("Configuring kubelet: a crafted /proc in the place of the gate")
class CraftedProc {
    @Claim(value = "proc.crafted.starts", scenario = "proc/crafted")
    void startsTheKubeletWithoutTheGate(
            Kubelets kubelets, PageClaim claim, Scenario scenario, Cell cell) {
        assertThat(kubelets.running(scenario)).didAsExpected(claim, cell);
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(kubelets.documented(), "worker");
        try {
            pods.awaitRunning(pod);
        } finally {
            pods.delete(pod);
        }
    }

    @Control(value = "proc.crafted.starts", scenario = "proc/not-crafted")
    void isWhatStartsIt(Kubelets kubelets, PageClaim claim, Scenario scenario, Cell cell) {
        assertThat(kubelets.run(scenario)).didAsExpected(claim, cell);
    }

    @Claim(value = "proc.crafted.key.*", scenario = "proc/crafted")
    void takesWhatTheKubeletWrites(
            Kubelets kubelets, @Subject String sysctl, Scenario scenario, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        String before = scenario.node().proc().get(sysctl);
        String after = kubelets.sysctl(sysctl);
        report.measured("before", String.valueOf(before)).measured("after", after);
        assertThat(after)
                .as("%s in its crafted file, which held %s", sysctl, before)
                .isEqualTo(Sysctl.find(sysctl).orElseThrow().wanted())
                .isNotEqualTo(before);
    }

    @Control(value = "proc.crafted.key.*", scenario = "proc/left-out")
    void endsWhereTheKeyIsLeftOut(
            Kubelets kubelets,
            @Subject String sysctl,
            PageClaim claim,
            Scenario scenario,
            Cell cell) {
        assertThat(kubelets.runWithoutProc(sysctl, scenario)).didAsExpected(claim, cell);
    }

    @Claim(value = "proc.crafted.kmsg", scenario = "proc/crafted")
    void hasAKmsgThatOpens(Kubelets kubelets, PageClaim claim, Scenario scenario, Cell cell) {
        assertThat(kubelets.running(scenario)).didAsExpected(claim, cell);
    }

    @Control(value = "proc.crafted.kmsg", scenario = "proc/kmsg-absent")
    void endsWithoutIt(Kubelets kubelets, PageClaim claim, Scenario scenario, Cell cell) {
        assertThat(kubelets.run(scenario)).didAsExpected(claim, cell);
    }
}
