package io.rootlesstck.conformance;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rootlesstck.base.Endings;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.HostAddresses;
import io.rootlesstck.cluster.KubeFlannel;
import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.conformance.FlannelPair.Peer;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.RootlessNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A pod on each of the nodes that a cluster has on two hosts; gone after its class. */
final class UsernetesPair implements AutoCloseable {
    private static final String PEER = "network/flannel-vxlan";
    private static final String DEVICE = "flannel.1";

    private final Cluster cluster;
    private final List<Peer> peers;

    private UsernetesPair(Cluster cluster, List<Peer> peers) {
        this.cluster = cluster;
        this.peers = peers;
    }

    static UsernetesPair of(Kubelets kubelets) {
        Cluster cluster = kubelets.cluster();
        Pods pods = cluster.pods();
        return Endings.orNone(
                endings -> {
                    List<Pod> created = new ArrayList<>();
                    for (RootlessNode node : cluster.nodes()) {
                        Pod pod =
                                pods.create(
                                        Kubelets.manifest(kubelets.scenario(PEER), "peer"), node);
                        endings.add(() -> pods.delete(pod));
                        created.add(pod);
                    }
                    List<Peer> peers = new ArrayList<>();
                    for (Pod pod : created) {
                        Pod seen = pods.awaitRunning(pod);
                        pods.awaitLog(pod, " -");
                        peers.add(new Peer(cluster.nodes().get(peers.size()), seen));
                    }
                    return new UsernetesPair(cluster, peers);
                });
    }

    /** The one beside the control plane. */
    Peer first() {
        return peers.get(0);
    }

    /** The one of the other host. */
    Peer second() {
        return peers.get(1);
    }

    PodExec fetchName(Peer from, Peer to) {
        return PeerFetch.name(cluster, from, to.address());
    }

    PodExec fetchPayload(Peer from, Peer to) {
        return PeerFetch.payload(cluster, from, to);
    }

    String payloadSum(Peer peer) {
        return PeerFetch.payloadSum(cluster, peer);
    }

    /** How many packets a node's VXLAN device has sent. */
    static long sent(Peer peer) {
        return Long.parseLong(
                peer.node()
                        .read("/sys/class/net/%s/statistics/tx_packets".formatted(DEVICE))
                        .strip());
    }

    /** To which addresses a node's VXLAN device sends what is for pods of other nodes. */
    static String tunnels(Peer peer) {
        return peer.node().output("bridge", "fdb", "show", "dev", DEVICE);
    }

    /**
     * Does something while Flannel is not told the address of the second node's host, and knows the
     * one that the node has on its engine.
     */
    <T> T unannounced(Supplier<T> check) {
        KubernetesClient client = cluster.client();
        KubeFlannel flannel = new KubeFlannel(client);
        String node = second().node().name();
        String address = HostAddresses.withdraw(client, node);
        try {
            flannel.restart(node);
            return check.get();
        } finally {
            HostAddresses.tellFlannel(client, node, address);
            flannel.restart(node);
        }
    }

    @Override
    public void close() {
        peers.forEach(peer -> cluster.pods().delete(peer.pod()));
    }
}
