package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.base.Endings;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.Flannel;
import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.evidence.VxlanPacket;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.SecondHost;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.Daemon;
import io.rootlesstck.node.EngineStrategy;
import io.rootlesstck.node.PacketCapture;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two nodes with Flannel between them, and a pod on each; what was made is gone after its class.
 */
final class FlannelPair implements AutoCloseable {
    private static final String VXLAN = "network/flannel-vxlan";
    private static final String VXLAN_DEVICE = "flannel.1";

    /** A pod at one end. */
    record Peer(RootlessNode node, Pod pod) {
        String name() {
            return pod.getMetadata().getName();
        }

        String address() {
            return pod.getStatus().getPodIP();
        }

        int mtu(Cluster cluster) {
            return Integer.parseInt(
                    PodExec.run(cluster, pod, "cat", "/sys/class/net/eth0/mtu").out().strip());
        }
    }

    /**
     * What was seen when each pod fetched the other's name.
     *
     * @param there from the first pod to the second
     * @param back from the second pod to the first
     * @param printed what tcpdump says of the packets of {@code there} between the nodes
     * @param sentByDevice how many packets the first node's VXLAN device sent meanwhile; -1 where
     *     it has none
     */
    record Crossing(
            Peer first,
            Peer second,
            PodExec there,
            PodExec back,
            String printed,
            long sentByDevice,
            int podMtu,
            int nodeMtu) {
        List<VxlanPacket> packets() {
            return VxlanPacket.read(printed);
        }
    }

    private final Cluster cluster;
    private final List<RootlessNode> nodes;
    private final Flannel flannel;
    private final boolean behindEngines;
    private final Endings endings;
    private @Nullable Scenario running;
    private final List<Peer> peers = new ArrayList<>();

    private FlannelPair(
            Cluster cluster,
            List<RootlessNode> nodes,
            Flannel flannel,
            boolean behindEngines,
            Endings endings) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.flannel = flannel;
        this.behindEngines = behindEngines;
        this.endings = endings;
    }

    /** The cell's node and a second one on its engine, with the files of a scenario. */
    static FlannelPair of(Kubelets kubelets, Scenario scenario) {
        return Endings.orNone(
                endings -> {
                    Cluster cluster = kubelets.cluster();
                    kubelets.node().resetNetwork();
                    assertThat(kubelets.run(scenario)).isReady();
                    Flannel flannel = endings.add(install(kubelets)); // outlives the second node
                    RootlessNode second =
                            endings.add(OtherNode.of(kubelets, "tck-node-2", scenario)).node();
                    assertThat(cluster.run(second, scenario, Kubelets.LIMIT)).isReady();
                    return new FlannelPair(
                            cluster, List.of(kubelets.node(), second), flannel, false, endings);
                });
    }

    /** A node of the cell's host and one of another, which is made, both behind their engines. */
    static FlannelPair acrossHosts(Kubelets kubelets, Host host, Scenario scenario) {
        return Endings.orNone(
                endings -> {
                    Cluster cluster = kubelets.cluster();
                    String near = host.addressForOthers().orElseThrow();
                    SecondHost other = endings.add(host.second());
                    List<RootlessNode> nodes = new ArrayList<>();
                    nodes.add(cluster.addPublishedNode("tck-host-1", scenario, null, near));
                    endings.add(new OtherNode(cluster, nodes.get(0)));
                    nodes.add(
                            cluster.addPublishedNode(
                                    "tck-host-2",
                                    scenario,
                                    EngineStrategy.client(other.engine().endpoint()),
                                    other.address()));
                    endings.add(new OtherNode(cluster, nodes.get(1)));
                    for (RootlessNode node : nodes) {
                        assertThat(cluster.run(node, scenario, Kubelets.LIMIT)).isReady();
                    }
                    cluster.announce(nodes.get(0), near);
                    cluster.announce(nodes.get(1), other.address());
                    return new FlannelPair(
                            cluster, nodes, endings.add(install(kubelets)), true, endings);
                });
    }

    private static Flannel install(Kubelets kubelets) {
        return Flannel.install(
                kubelets.cluster(),
                kubelets.scenario(VXLAN).dir().resolve("manifests/flannel.yaml"),
                kubelets.node());
    }

    /** Has Flannel run as a scenario configures it, with fresh pods where it ran otherwise. */
    FlannelPair with(Scenario scenario, Kubelets kubelets) {
        if (running != null && configuration(running).equals(configuration(scenario))) {
            return this;
        }
        deletePeers();
        nodes.forEach(flannel::stop);
        nodes.forEach(node -> start(node, scenario));
        running = scenario;
        Pods pods = cluster.pods();
        List<Pod> created = new ArrayList<>();
        for (RootlessNode node : nodes) {
            created.add(pods.create(Kubelets.manifest(kubelets.scenario(VXLAN), "peer"), node));
        }
        for (int i = 0; i < created.size(); i++) {
            peers.add(new Peer(nodes.get(i), created.get(i)));
        }
        for (int i = 0; i < created.size(); i++) {
            Peer peer = peers.get(i);
            Pod seen = pods.awaitRunning(peer.pod());
            pods.awaitLog(peer.pod(), " -");
            peers.set(i, new Peer(peer.node(), seen));
        }
        return this;
    }

    private static String configuration(Scenario scenario) {
        return scenario.files().getOrDefault("net-conf.json", "");
    }

    /** Starts flanneld on a node, which the page says works. */
    void start(RootlessNode node, Scenario scenario) {
        Daemon.Waited waited = flannel.start(node, scenario);
        assertThat(waited.outcome())
                .as(
                        "flanneld on %s with %s; the end of its log:%n%s",
                        node.name(), scenario.name(), Flannel.daemon(node).logTail(15))
                .isEqualTo(Daemon.Outcome.READY);
        if (behindEngines) {
            // slirp4netns drops packets whose checksums are left to hardware that is not there;
            // Usernetes does the same by a udev rule.
            node.output("ethtool", "-K", VXLAN_DEVICE, "tx-checksum-ip-generic", "off");
        }
    }

    /** Starts flanneld on a node once more; the pods stay. */
    void restart(RootlessNode node, Scenario scenario) {
        flannel.disconnect(node);
        start(node, scenario);
    }

    Flannel flannel() {
        return flannel;
    }

    List<RootlessNode> nodes() {
        return nodes;
    }

    Peer first() {
        return peers.get(0);
    }

    Peer second() {
        return peers.get(1);
    }

    /** Has a pod fetch the name of the other. */
    PodExec fetchName(Peer from, Peer to) {
        return fetchName(from, to.address());
    }

    /** Has a pod fetch the name of whatever pod answers at an address. */
    PodExec fetchName(Peer from, String address) {
        return PeerFetch.name(cluster, from, address);
    }

    /** Has a pod fetch the other's payload, and gives the sum of what came. */
    PodExec fetchPayload(Peer from, Peer to) {
        return PeerFetch.payload(cluster, from, to);
    }

    /** The sum of a pod's payload, as its pod wrote it when it was made. */
    String payloadSum(Peer peer) {
        return PeerFetch.payloadSum(cluster, peer);
    }

    /** Watches a fetch in each direction. */
    Crossing cross() {
        long before = sentByDevice();
        PodExec there;
        String printed;
        try (PacketCapture capture =
                PacketCapture.start(
                        second().node(), "udp port 8472 or tcp port 8080 or udp port 8473")) {
            there = fetchName(first(), second());
            printed = capture.printed("vxlan");
        }
        long sent = before < 0 ? -1 : sentByDevice() - before;
        return new Crossing(
                first(),
                second(),
                there,
                fetchName(second(), first()),
                printed,
                sent,
                first().mtu(cluster),
                Integer.parseInt(nodes.get(0).read("/sys/class/net/eth0/mtu").strip()));
    }

    private long sentByDevice() {
        var read =
                nodes.get(0)
                        .run(
                                "cat",
                                "/sys/class/net/%s/statistics/tx_packets".formatted(VXLAN_DEVICE));
        return read.getExitCode() == 0 ? Long.parseLong(read.getStdout().strip()) : -1;
    }

    /** Addresses, devices, routes and flanneld's log of both nodes; for evidence. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (RootlessNode node : nodes) {
            text.append("--- ").append(node.name()).append('\n');
            text.append(node.output("ip", "-details", "address"));
            text.append(node.output("ip", "route"));
            text.append(node.run("cat", "/run/flannel/subnet.env").getStdout());
            text.append(Flannel.daemon(node).log());
        }
        return text.toString();
    }

    private void deletePeers() {
        peers.forEach(peer -> cluster.pods().delete(peer.pod()));
        peers.clear();
    }

    @Override
    public void close() {
        deletePeers();
        endings.close();
    }
}
