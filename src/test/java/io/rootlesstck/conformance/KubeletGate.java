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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** "Configuring kubelet": what is said of the gate itself, and what it does not do. */
@RootlessKubernetes
@Order(6)
@DisplayName("Configuring kubelet: the gate")
class KubeletGate {
    @Claim(value = "kubelet.gate.required", scenario = "kubelet/gate-omitted")
    void hasToBeTurnedOn(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        KubeletRun kubelet = kubelets.run(scenario);
        if (kubelet.ready()) {
            report.drifted(
                    "without the line the kubelet runs all the same: the gate is on by default");
            return;
        }
        assertThat(kubelet).didAsExpected();
    }

    @Control(value = "kubelet.gate.required", scenario = "kubelet/gate-off")
    void isNotDoneWithout(Kubelets kubelets, Scenario scenario, PageClaim claim, Cell cell) {
        KubeletRun kubelet = kubelets.ended(scenario);
        assertThat(kubelet).didAsExpected(claim, cell);
    }

    @Claim(value = "kubelet.gate.alpha", scenario = "kubelet/documented")
    void isAlpha(Kubelets kubelets, Scenario scenario, @Subject String gate, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        String metrics =
                kubelets.cluster()
                        .raw("/api/v1/nodes/%s/proxy/metrics".formatted(kubelets.node().name()));
        Matcher line =
                Pattern.compile(
                                "kubernetes_feature_enabled\\{name=\"%s\",stage=\"([A-Z]*)\"} (\\d)"
                                        .formatted(Pattern.quote(gate)))
                        .matcher(metrics);
        assertThat(line.find()).as("a line of the kubelet's metrics about " + gate).isTrue();
        report.measured("stage", line.group(1)).measured("enabled", line.group(2));
        report.evidence("gate.txt", line.group());
        assertThat(line.group(2))
                .as("whether the documented file turns the gate on")
                .isEqualTo("1");
        if (!line.group(1).equals("ALPHA")) {
            report.drifted("the kubelet says of its gate: " + line.group());
        }
    }

    @Claim(value = "kubelet.protect-kernel-defaults", scenario = "kubelet/protect-kernel-defaults")
    void doesNotHelpAgainstProtectKernelDefaults(
            Kubelets kubelets, Scenario scenario, PageClaim claim, Cell cell) {
        KubeletRun kubelet = kubelets.run(scenario);
        assertThat(kubelet).didAsExpected(claim, cell);
    }

    @Control(
            value = "kubelet.protect-kernel-defaults",
            scenario = "kubelet/protect-kernel-defaults-false")
    void suffices(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.run(scenario)).didAsExpected();
    }
}
