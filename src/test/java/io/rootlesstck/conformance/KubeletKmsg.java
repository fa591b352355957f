package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.KubeletRun;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Scenario;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** "Configuring kubelet": any error of opening /dev/kmsg is ignored too. */
@RootlessKubernetes
@Order(4)
@DisplayName("Configuring kubelet: /dev/kmsg")
class KubeletKmsg {
    @Claim(value = "kubelet.kmsg.unreadable", scenario = "kubelet/kmsg-unreadable")
    void isToleratedWhereItMayNotBeOpened(
            Kubelets kubelets, PageClaim claim, Scenario scenario, Cell cell) {
        check(kubelets, claim, scenario, cell);
    }

    @Control(value = "kubelet.kmsg.unreadable", scenario = "kubelet/kmsg-unreadable-gate-off")
    void isFatalWhereItMayNotBeOpenedWithoutTheGate(
            Kubelets kubelets, PageClaim claim, Scenario scenario, Cell cell) {
        check(kubelets, claim, scenario, cell);
    }

    @Claim(value = "kubelet.kmsg.absent", scenario = "kubelet/kmsg-absent")
    void isToleratedWhereItIsNotThere(
            Kubelets kubelets, PageClaim claim, Scenario scenario, Cell cell) {
        check(kubelets, claim, scenario, cell);
    }

    @Control(value = "kubelet.kmsg.absent", scenario = "kubelet/kmsg-absent-gate-off")
    void isFatalWhereItIsNotThereWithoutTheGate(
            Kubelets kubelets, PageClaim claim, Scenario scenario, Cell cell) {
        check(kubelets, claim, scenario, cell);
    }

    private static void check(Kubelets kubelets, PageClaim claim, Scenario scenario, Cell cell) {
        KubeletRun kubelet = kubelets.run(scenario);
        assertThat(kubelet).didAsExpected(claim, cell);
    }
}
