package org.example;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.Processes;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Tests of a rootless node, in each cell that is asked for: {@code mvn test}, or with a runtime of
 * one's own {@code mvn test -Dtck.component.runc=/path/to/runc}.
 */
@RootlessKubernetes
class MyRuntimeTest {

    /** A test of JUnit's, on the node and the cluster of the cell. */
    @Test
    void runsAPodInAUserNamespace(Kubelets kubelets, Cluster cluster, RootlessNode node) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        assertThat(Processes.userNamespace(node, "kubelet")).isNotInitial();

        Pods pods = cluster.pods();
        Pod pod = pods.create(Path.of("src/test/pods/hello.yaml"), node);
        try {
            pods.awaitRunning(pod);
            assertThat(pods.awaitLog(pod, "done")).contains("hello, 6 x 7 = 42");
        } finally {
            pods.delete(pod);
        }
    }

    /** A row of one's own: a claim of the page, with another configuration than the page's. */
    @Claim(value = "kubelet.starts.ready", scenario = "my/few-pods")
    void makesItsNodeReadyWithFewPods(Kubelets kubelets, Cluster cluster, Scenario scenario) {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(cluster.node(kubelets.node()).getStatus().getCapacity().get("pods"))
                .hasToString("7");
    }

    /** What shows that the row can fail: without the gate the kubelet ends. */
    @Control(value = "kubelet.starts.ready", scenario = "kubelet/gate-off")
    void endsWithoutTheGate(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.ended(scenario)).didAsExpected();
    }
}
