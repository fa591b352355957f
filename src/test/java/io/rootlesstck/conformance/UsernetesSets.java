package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.HostAddresses;
import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.conformance.FlannelPair.Peer;
import io.rootlesstck.evidence.UserNamespace;
import io.rootlesstck.host.Host;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.OfFlavour;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.Subject;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.Processes;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.UsernetesNode;
import io.rootlesstck.scenario.Scenario;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/**
 * What Usernetes' files set of what the page asks for, and what its two hosts make of each other.
 */
@RootlessKubernetes
@OfFlavour(Cell.USERNETES)
@Order(1)
@DisplayName("Usernetes: what it sets, and two hosts")
class UsernetesSets {
    private static final String USERNETES = "usernetes/documented";
    private static final String UNANNOUNCED = "usernetes/unannounced";

    @Claim(value = "usernetes.gate", scenario = USERNETES)
    void turnsTheGateOn(
            Kubelets kubelets, Scenario scenario, @Subject String gate, ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        for (RootlessNode node : kubelets.cluster().nodes()) {
            KubeadmFiles.requireGate(kubelets, node, gate, report);
        }
    }

    @Claim(value = "usernetes.checks", scenario = USERNETES)
    void passesTheChecksOfKubeadm(
            Kubelets kubelets, Scenario scenario, PageClaim claim, Cell cell, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        String said = kubelets.node().read(UsernetesNode.CHECKS);
        report.evidence("preflight.txt", said);
        List<String> refused = claim.texts("refused", cell.kubernetes());
        if (refused.stream().allMatch(said::contains)) {
            report.drifted(
                    "kubeadm tries etcd's ports on the host's address, where no process of the node"
                            + " can listen, and takes them to be in use");
            return;
        }
        assertThat(said).isNotEmpty().doesNotContain(claim.texts("error", cell.kubernetes()));
    }

    @Claim(value = "usernetes.cgroup-driver", scenario = USERNETES)
    void usesTheSystemdDriver(Kubelets kubelets, Scenario scenario, ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        KubeadmFiles.requireSystemdDriver(kubelets, report);
    }

    @Claim(value = "usernetes.proxy-mode", scenario = USERNETES)
    void usesThePagesMode(
            Kubelets kubelets,
            Scenario scenario,
            PageClaim claim,
            @Subject String key,
            ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(KubeadmFiles.proxy(kubelets, report).path(key).asText("not set"))
                .as(key)
                .isEqualTo(claim.flag());
    }

    @Claim(value = "usernetes.conntrack.*", scenario = USERNETES)
    void leavesConntrackAlone(
            Kubelets kubelets,
            Scenario scenario,
            PageClaim claim,
            @Subject String key,
            ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        KubeadmFiles.requireConntrack(kubelets, key, claim.flag(), report);
    }

    @Claim(value = "usernetes.nodes-ready", scenario = USERNETES)
    void makesNodesOfBothHostsReady(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(kubelets.cluster().nodes()).hasSize(2);
        for (RootlessNode node : kubelets.cluster().nodes()) {
            UserNamespace namespace = Processes.userNamespace(node, "kubelet");
            report.measured(node.name(), kubelets.cluster().readyStatus(node) + ", " + namespace);
            assertThat(kubelets.cluster().readyStatus(node))
                    .as("Ready of " + node.name())
                    .isEqualTo("True");
            assertThat(namespace).isNotInitial();
        }
    }

    @Claim(value = "usernetes.addresses", scenario = USERNETES)
    void reachesKubeletsAtTheAddressesOfTheirHosts(
            TestScope scope, Kubelets kubelets, Host host, Scenario scenario, ClaimReport report) {
        UsernetesPair pair = pair(scope, kubelets, scenario);
        List<String> hosts = hosts(kubelets);
        report.measured("hosts", hosts);
        assertThat(hosts).doesNotHaveDuplicates().startsWith(host.addressForOthers().orElseThrow());
        for (Peer peer : List.of(pair.first(), pair.second())) {
            Node node = kubelets.cluster().node(peer.node());
            List<NodeAddress> addresses = node.getStatus().getAddresses();
            assertThat(addresses)
                    .as("addresses of " + peer.node().name())
                    .extracting(NodeAddress::getType, NodeAddress::getAddress)
                    .containsExactly(
                            tuple(
                                    HostAddresses.EXTERNAL,
                                    hosts.get(kubelets.cluster().nodes().indexOf(peer.node()))));
            assertThat(peer.node().output("ip", "-4", "-brief", "address"))
                    .as("addresses that %s has itself", peer.node().name())
                    .doesNotContain(addresses.get(0).getAddress() + "/");
            assertThat(pair.payloadSum(peer))
                    .as("the log of a pod there, which the API server asks the kubelet for")
                    .endsWith("-");
        }
    }

    @Claim(value = "usernetes.public-ip", scenario = USERNETES)
    void tellsFlannelTheAddressesOfTheHosts(
            Kubelets kubelets, Scenario scenario, @Subject String annotation, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        for (RootlessNode node : kubelets.cluster().nodes()) {
            var annotations = kubelets.cluster().node(node).getMetadata().getAnnotations();
            report.measured(node.name(), annotations);
            assertThat(annotations)
                    .as("annotations of " + node.name())
                    .containsEntry(
                            annotation,
                            hosts(kubelets).get(kubelets.cluster().nodes().indexOf(node)));
        }
    }

    @Claim(value = "usernetes.pod-to-pod", scenario = USERNETES)
    void connectsPodsOfTwoHostsBothWays(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        UsernetesPair pair = pair(scope, kubelets, scenario);
        long before = UsernetesPair.sent(pair.first());
        PodExec there = pair.fetchName(pair.first(), pair.second());
        long sent = UsernetesPair.sent(pair.first()) - before;
        PodExec back = pair.fetchName(pair.second(), pair.first());
        String tunnels = UsernetesPair.tunnels(pair.first());
        report.measured("vxlanPackets", sent).evidence("tunnels.txt", tunnels);
        assertThat(there).as("there").wrote(pair.second().name());
        assertThat(back).as("and back").wrote(pair.first().name());
        assertThat(sent).as("packets that the first node's VXLAN device sent").isPositive();
        assertThat(tunnels).contains("dst " + hosts(kubelets).get(1));
    }

    @Control(value = "usernetes.pod-to-pod", scenario = UNANNOUNCED)
    void connectsNothingWhereFlannelKnowsTheEnginesAddressOnly(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        UsernetesPair pair = pair(scope, kubelets, scenario);
        PodExec fetch =
                pair.unannounced(
                        () -> {
                            report.evidence("tunnels.txt", UsernetesPair.tunnels(pair.first()));
                            return pair.fetchName(pair.first(), pair.second());
                        });
        report.measured("fetch", fetch);
        assertThat(fetch).failed();
        assertThat(pair.fetchName(pair.first(), pair.second()))
                .as("with its host's address announced again")
                .wrote(pair.second().name());
    }

    @Claim(value = "usernetes.large-payload", scenario = USERNETES)
    void carriesMoreThanFitsIntoAPacket(TestScope scope, Kubelets kubelets, Scenario scenario) {
        UsernetesPair pair = pair(scope, kubelets, scenario);
        assertThat(pair.fetchPayload(pair.first(), pair.second()))
                .as("the sum of what the first pod got of the second")
                .wrote(pair.payloadSum(pair.second()));
        assertThat(pair.fetchPayload(pair.second(), pair.first()))
                .as("the sum of what the second pod got of the first")
                .wrote(pair.payloadSum(pair.first()));
    }

    @Control(value = "usernetes.large-payload", scenario = UNANNOUNCED)
    void carriesNothingWhereFlannelKnowsTheEnginesAddressOnly(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        UsernetesPair pair = pair(scope, kubelets, scenario);
        PodExec fetch = pair.unannounced(() -> pair.fetchPayload(pair.first(), pair.second()));
        report.measured("fetch", fetch);
        assertThat(fetch).failed();
    }

    @Claim(value = "usernetes.service", scenario = USERNETES)
    void reachesPodsOfTheOtherHostByAService(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        UsernetesPair pair = pair(scope, kubelets, scenario);
        for (boolean there : new boolean[] {true, false}) {
            Peer from = there ? pair.first() : pair.second();
            Peer to = there ? pair.second() : pair.first();
            try (UsernetesService service = UsernetesService.behind(kubelets, to)) {
                PodExec fetch = service.fetchOnceItAnswers(from);
                report.measured("from " + from.node().name(), fetch);
                assertThat(fetch).wrote(service.podName());
            }
        }
    }

    @Control(value = "usernetes.service", scenario = UNANNOUNCED)
    void reachesNoPodByAServiceWhereFlannelKnowsTheEnginesAddressOnly(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        UsernetesPair pair = pair(scope, kubelets, scenario);
        try (UsernetesService service = UsernetesService.behind(kubelets, pair.second())) {
            assertThat(service.fetchOnceItAnswers(pair.first())).wrote(service.podName());
            PodExec fetch = pair.unannounced(() -> service.fetch(pair.first()));
            report.measured("fetch", fetch);
            assertThat(fetch).failed();
        }
    }

    /** The addresses of the hosts, as whoever made the nodes wrote them down there. */
    private static List<String> hosts(Kubelets kubelets) {
        return kubelets.cluster().nodes().stream()
                .map(
                        node ->
                                kubelets.cluster()
                                        .node(node)
                                        .getMetadata()
                                        .getLabels()
                                        .getOrDefault(UsernetesNode.HOST_LABEL, "none"))
                .toList();
    }

    private static UsernetesPair pair(TestScope scope, Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.running(scenario)).isReady();
        return scope.perClass("pair", UsernetesPair.class, () -> UsernetesPair.of(kubelets));
    }
}
