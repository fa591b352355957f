package io.rootlesstck.it;

import static io.rootlesstck.assertions.TckAssertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Scenario;

/** A node whose container runtime ends under it; run by {@link KilledRuntimeIT}. */
@RootlessKubernetes
class KilledRuntimeSuite {
    @Claim(value = "kubelet.starts.pod", scenario = "kubelet/documented")
    void podOnANodeWithoutARuntime(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.running(scenario)).isReady();
        kubelets.node().output("pkill", "-KILL", "-x", "containerd");
        Pod pod = kubelets.createPod(scenario, "worker");
        kubelets.cluster().pods().awaitRunning(pod);
    }
}
