package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.KubeletRun;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.Subject;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Scenario;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** "Configuring kubelet": the six sysctls that the kubelet may not set, and goes on without. */
@RootlessKubernetes
@Order(3)
@DisplayName("Configuring kubelet: the six sysctls")
class KubeletSysctls {
    @Claim(value = "kubelet.sysctl.*", scenario = "kubelet/sysctls")
    void isTolerated(
            Kubelets kubelets,
            @Subject String sysctl,
            PageClaim claim,
            Scenario scenario,
            Cell cell,
            ClaimReport report) {
        KubeletRun kubelet = kubelets.runningWith(sysctl, scenario);
        assertThat(kubelet).didAsExpected(claim, cell);
        String value = kubelets.sysctl(sysctl);
        report.measured("value", value);
        assertThat(value).as(sysctl + " on the host").isEqualTo(kubelets.sysctlBefore(sysctl));
    }

    @Control(value = "kubelet.sysctl.*", scenario = "kubelet/sysctls-gate-off")
    void isFatalWithoutTheGate(
            Kubelets kubelets,
            @Subject String sysctl,
            PageClaim claim,
            Scenario scenario,
            Cell cell) {
        KubeletRun kubelet = kubelets.endedWith(sysctl, scenario);
        assertThat(kubelet).didAsExpected(claim, cell);
    }
}
