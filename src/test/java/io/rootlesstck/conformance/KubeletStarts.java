package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cluster.KubeletRun;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Scenario;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** "Configuring kubelet": with the documented configuration the kubelet starts and works. */
@RootlessKubernetes
@Order(1)
@DisplayName("Configuring kubelet: it starts")
class KubeletStarts {
    private static final String[] HEALTHZ = {"curl", "-fsS", "http://127.0.0.1:10248/healthz"};

    @Claim(value = "kubelet.starts.alive", scenario = "kubelet/documented")
    void staysAliveAndHealthy(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(kubelets.node().output(HEALTHZ)).isEqualTo("ok");
    }

    @Claim(value = "kubelet.starts.lease", scenario = "kubelet/documented")
    void renewsItsOwnLease(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(kubelets.cluster().leaseRenewed(kubelets.node()))
                .isAfter(kubelets.node().kubelet().started());
    }

    @Claim(value = "kubelet.starts.ready", scenario = "kubelet/documented")
    void makesItsNodeReady(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        KubeletRun kubelet = kubelets.running(scenario);
        report.measured("secondsToReady", kubelet.took().toMillis() / 1e3);
        report.evidence("node.yaml", kubelets.cluster().describe(kubelets.node()));
        assertThat(kubelet).isReady();
        assertThat(kubelets.cluster().readyStatus(kubelets.node())).isEqualTo("True");
    }

    @Claim(value = "kubelet.starts.pod", scenario = "kubelet/documented")
    void runsAPod(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.running(scenario)).isReady();
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(scenario, "worker");
        try {
            pods.awaitRunning(pod);
            assertThat(pods.awaitLog(pod, "done")).contains("6 x 7 = 42");
        } finally {
            pods.delete(pod);
        }
    }

    @Control(value = "kubelet.starts.alive", scenario = "kubelet/gate-off")
    void endsWithoutTheGate(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.ended(scenario)).didAsExpected();
        assertThat(kubelets.node().run(HEALTHZ).getExitCode())
                .as("exit code of asking a kubelet that ended for its health")
                .isNotZero();
    }

    @Control(value = "kubelet.starts.lease", scenario = "kubelet/gate-off")
    void renewsNoLeaseWithoutTheGate(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.ended(scenario)).didAsExpected();
        assertThat(kubelets.cluster().leaseRenewed(kubelets.node()))
                .isBefore(kubelets.node().kubelet().started());
    }

    @Control(value = "kubelet.starts.ready", scenario = "kubelet/gate-off")
    void leavesItsNodeUnreadyWithoutTheGate(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.ended(scenario)).didAsExpected();
        assertThat(kubelets.cluster().readyStatus(kubelets.node())).isNotEqualTo("True");
    }

    @Control(value = "kubelet.starts.pod", scenario = "kubelet/gate-off")
    void takesNoPodWithoutTheGate(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.ended(scenario)).didAsExpected();
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(kubelets.documented(), "worker");
        try {
            assertThat(pods.get(pod).getStatus().getStartTime())
                    .as("the time at which a kubelet took the pod")
                    .isNull();
        } finally {
            pods.delete(pod);
        }
    }
}
