package io.rootlesstck.conformance;

import io.rootlesstck.base.Endings;
import io.rootlesstck.base.Progress;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.Manifests;
import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.conformance.FlannelPair.Peer;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.Waits;
import java.time.Duration;

/**
 * A Service whose one pod is on a given node, in a cluster whose kube-proxies run by themselves.
 */
record UsernetesService(Cluster cluster, Manifests manifests) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static UsernetesService behind(Kubelets kubelets, Peer peer) {
        Cluster cluster = kubelets.cluster();
        return Endings.orNone(
                endings -> {
                    Manifests manifests =
                            endings.add(
                                    cluster.apply(
                                            Kubelets.manifest(
                                                    kubelets.scenario("network/flannel-vxlan"),
                                                    "far"),
                                            peer.node()));
                    cluster.pods().awaitRunning(manifests.pod("far"));
                    return new UsernetesService(cluster, manifests);
                });
    }

    /** The name of its pod. */
    String podName() {
        return FarService.podName(manifests);
    }

    /** Has a pod fetch the name of the pod behind it. */
    PodExec fetch(Peer from) {
        return PeerFetch.name(cluster, from, FarService.clusterIp(manifests));
    }

    /** The same, when the kube-proxy of that pod's node has come to know of it, or should have. */
    PodExec fetchOnceItAnswers(Peer from) {
        try {
            Waits.until(
                    "the Service to answer on " + from.node().name(),
                    LIMIT,
                    () -> fetch(from).ok());
        } catch (Waits.TimeOver notInTime) {
            Progress.line(String.valueOf(notInTime.getMessage())); // what comes next says why
        }
        return fetch(from);
    }

    @Override
    public void close() {
        manifests.close();
    }
}
