package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.Upgrade;
import io.rootlesstck.node.Processes;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.Waits;
import io.rootlesstck.scenario.Scenario;
import java.time.Duration;

/** A node with an older runtime and a pod of its making, for a newer one to take over. */
final class UpgradedNode implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Cluster cluster;
    private final RootlessNode node;
    private final Upgrade upgrade;
    private final Pod pod;

    /**
     * A pod as it is at one time.
     *
     * @param container the id that the runtime gave its container
     * @param process the id of its process on the node
     * @param restarts how often the container was started again
     */
    record Seen(String container, long process, int restarts) {}

    private UpgradedNode(Cluster cluster, RootlessNode node, Upgrade upgrade, Pod pod) {
        this.cluster = cluster;
        this.node = node;
        this.upgrade = upgrade;
        this.pod = pod;
    }

    /** Starts the node with the older runtime, and a pod on it. */
    static UpgradedNode start(Kubelets kubelets, Upgrade upgrade, Scenario scenario, String name) {
        Cluster cluster = kubelets.cluster();
        RootlessNode node = cluster.addNode(name, scenario, upgrade.older());
        boolean done = false;
        try {
            assertReady(cluster, node, scenario);
            Pod made =
                    cluster.pods().create(Kubelets.manifest(kubelets.documented(), "worker"), node);
            Pod pod = cluster.pods().awaitRunning(made);
            done = true;
            return new UpgradedNode(cluster, node, upgrade, pod);
        } finally {
            if (!done) {
                cluster.removeNode(node);
            }
        }
    }

    private static void assertReady(Cluster cluster, RootlessNode node, Scenario scenario) {
        assertThat(cluster.run(node, scenario, Kubelets.LIMIT)).isReady();
    }

    RootlessNode node() {
        return node;
    }

    /** The pod that the older runtime made. */
    Pod pod() {
        return pod;
    }

    Pods pods() {
        return cluster.pods();
    }

    /** The runtime and its version as the kubelet tells them, for example containerd://2.4.2. */
    String version() {
        return cluster.node(node).getStatus().getNodeInfo().getContainerRuntimeVersion();
    }

    /** The pod as it is now; it runs. */
    Seen seen() {
        ContainerStatus status = status();
        return new Seen(
                status.getContainerID(),
                Processes.ofPod(node, pod.getMetadata().getUid()),
                status.getRestartCount());
    }

    /** Puts the newer runtime in the place of the older, and waits until the kubelet knows. */
    void upgrade() {
        String before = version();
        node.upgradeRuntime(upgrade.newer());
        Waits.until(
                "the kubelet to tell of another runtime than " + before,
                LIMIT,
                () -> !version().equals(before));
    }

    /** Waits until the pod has another container than it had. */
    void awaitOtherContainer(String container) {
        Waits.until(
                "the kubelet to make the pod anew",
                LIMIT,
                () ->
                        !container.equals(status().getContainerID())
                                && status().getState().getRunning() != null);
    }

    /** Waits until a process of the pod has ended: its object may be gone before. */
    void awaitNoProcess(long process) {
        Waits.until(
                "the pod's process to end",
                LIMIT,
                () -> node.run("test", "-e", "/proc/" + process).getExitCode() != 0);
    }

    private ContainerStatus status() {
        return pods().get(pod).getStatus().getContainerStatuses().get(0);
    }

    @Override
    public void close() {
        pods().delete(pod);
        cluster.removeNode(node);
    }
}
