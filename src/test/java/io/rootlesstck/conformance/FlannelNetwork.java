package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.Flannel;
import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.conformance.FlannelPair.Crossing;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.Subject;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.Proxies;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.Waits;
import io.rootlesstck.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.utility.MountableFile;

/** "Caveats": Flannel (VXLAN) is known to work, between two nodes of one rootless engine. */
@RootlessKubernetes
@Order(10)
@DisplayName("Caveats: Flannel")
class FlannelNetwork {
    private static final String VXLAN = "network/flannel-vxlan";
    private static final String HOST_GW = "network/flannel-host-gw";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Claim(value = "network.flannel.pod-to-pod", scenario = VXLAN)
    void connectsPodsOfTwoNodesBothWays(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        Crossing crossing = crossing(scope, kubelets, scenario);
        report.evidence("network.txt", pair(scope, kubelets, scenario).describe());
        assertThat(crossing.there()).as("there").wrote(crossing.second().name());
        assertThat(crossing.back()).as("and back").wrote(crossing.first().name());
    }

    @Control(value = "network.flannel.pod-to-pod", scenario = "network/flannel-vxlan-dropped")
    void connectsNothingWhereItsPortIsDropped(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        FlannelPair pair = pair(scope, kubelets, scenario);
        withRules(
                scenario,
                pair.second().node(),
                () -> {
                    PodExec fetch = pair.fetchName(pair.first(), pair.second());
                    report.measured("fetch", fetch);
                    assertThat(fetch).failed();
                });
        assertThat(pair.fetchName(pair.first(), pair.second()))
                .as("with the port open again")
                .wrote(pair.second().name());
    }

    @Control(value = "network.flannel.pod-to-pod", scenario = "network/flannel-stopped")
    void connectsNothingWithoutFlanneld(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        assertThat(withoutFlanneld(scope, kubelets, scenario, report)).failed();
    }

    @Claim(value = "network.flannel.service", scenario = VXLAN)
    void reachesAServiceOfTheOtherNode(
            TestScope scope,
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            ClaimReport report) {
        FlannelPair pair = pair(scope, kubelets, scenario);
        FarService service = service(scope, kubelets, proxies, pair);
        report.measured("clusterIP", service.clusterIp());
        try {
            Waits.until(
                    "the Service to have rules and its pod to serve",
                    LIMIT,
                    () -> pair.fetchName(pair.first(), service.clusterIp()).ok());
        } catch (Waits.TimeOver notInTime) {
            report.evidence("last.txt", notInTime.toString()); // the next line says what is wrong
        }
        assertThat(pair.fetchName(pair.first(), service.clusterIp())).wrote(service.podName());
    }

    @Control(value = "network.flannel.service", scenario = "network/flannel-vxlan-dropped")
    void reachesNoServiceWhereItsPortIsDropped(
            TestScope scope,
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            ClaimReport report) {
        FlannelPair pair = pair(scope, kubelets, scenario);
        FarService service = service(scope, kubelets, proxies, pair);
        withRules(
                scenario,
                pair.second().node(),
                () -> {
                    PodExec fetch = pair.fetchName(pair.first(), service.clusterIp());
                    report.measured("fetch", fetch);
                    assertThat(fetch).failed();
                });
    }

    private static FarService service(
            TestScope scope, Kubelets kubelets, Proxies proxies, FlannelPair pair) {
        return scope.perClass(
                "service",
                FarService.class,
                () -> FarService.start(kubelets, proxies, kubelets.scenario(VXLAN), pair.second()));
    }

    @Claim(value = "network.flannel.large-payload", scenario = VXLAN)
    void carriesMoreThanFitsIntoAPacket(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        FlannelPair pair = pair(scope, kubelets, scenario);
        report.measured("bytes", 1 << 20);
        assertThat(pair.fetchPayload(pair.first(), pair.second()))
                .as("the sum of what the first pod got of the second")
                .wrote(pair.payloadSum(pair.second()));
        assertThat(pair.fetchPayload(pair.second(), pair.first()))
                .as("the sum of what the second pod got of the first")
                .wrote(pair.payloadSum(pair.first()));
    }

    @Control(value = "network.flannel.large-payload", scenario = "network/flannel-vxlan-narrow")
    void carriesLittleWhereOnlyLittleFits(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        FlannelPair pair = pair(scope, kubelets, scenario);
        withRules(
                scenario,
                pair.first().node(),
                () -> {
                    assertThat(pair.fetchName(pair.first(), pair.second()))
                            .as("what fits into one small packet")
                            .wrote(pair.second().name());
                    PodExec fetch = pair.fetchPayload(pair.first(), pair.second());
                    report.measured("fetch", fetch);
                    assertThat(fetch).failed();
                });
    }

    @Claim(value = "network.flannel.mtu", scenario = VXLAN)
    void givesPodsTheMtuThatIsLeft(
            TestScope scope,
            Kubelets kubelets,
            Scenario scenario,
            @Subject String header,
            ClaimReport report) {
        Crossing crossing = crossing(scope, kubelets, scenario);
        report.measured("node", crossing.nodeMtu()).measured("pod", crossing.podMtu());
        assertThat(crossing.podMtu())
                .as("MTU of a pod whose node has %d", crossing.nodeMtu())
                .isEqualTo(crossing.nodeMtu() - Integer.parseInt(header));
    }

    @Control(value = "network.flannel.mtu", scenario = HOST_GW)
    void givesPodsAllOfTheMtuWithoutATunnel(TestScope scope, Kubelets kubelets, Scenario scenario) {
        Crossing crossing = crossing(scope, kubelets, scenario);
        assertThat(crossing.podMtu()).isEqualTo(crossing.nodeMtu());
    }

    @Claim(value = "network.flannel.vxlan", scenario = VXLAN)
    void crossesInVxlan(TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        Crossing crossing = crossing(scope, kubelets, scenario);
        report.evidence("capture.txt", crossing.printed());
        report.measured("sentByDevice", crossing.sentByDevice());
        report.measured("captured", crossing.packets().size());
        assertThat(crossing.there()).as("there").wrote(crossing.second().name());
        assertThat(crossing.sentByDevice()).as("packets that flannel.1 sent").isPositive();
        assertThat(crossing.packets())
                .as("VXLAN packets on 8472/udp from the first pod to the second")
                .filteredOn(
                        packet ->
                                packet.carries(
                                        crossing.first().address(), crossing.second().address()))
                .isNotEmpty()
                .allSatisfy(packet -> assertThat(packet.to()).endsWith(".8472"));
    }

    @Control(value = "network.flannel.vxlan", scenario = HOST_GW)
    void crossesBareWithoutATunnel(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        Crossing crossing = crossing(scope, kubelets, scenario);
        report.evidence("capture.txt", crossing.printed());
        assertThat(crossing.there()).wrote(crossing.second().name());
        assertThat(crossing.packets()).as("VXLAN packets between the nodes").isEmpty();
        assertThat(crossing.sentByDevice()).as("packets that flannel.1 sent").isNegative();
    }

    @Claim(value = "network.flannel.rp-filter", scenario = "network/flannel-rp-filter-strict")
    void needsLooseReversePathFiltering(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        FlannelPair pair = pair(scope, kubelets, scenario);
        List<ReversePathFilter> before = pair.nodes().stream().map(ReversePathFilter::of).toList();
        try {
            before.forEach(filter -> filter.set(scenario.dir().resolve("sysctl/rp-filter.conf")));
            PodExec there = pair.fetchName(pair.first(), pair.second());
            PodExec back = pair.fetchName(pair.second(), pair.first());
            report.measured("there", there).measured("back", back);
            if (there.ok() && back.ok()) {
                report.drifted(
                        "between two nodes of one engine pods reach each other with rp_filter=1 on"
                                + " every interface as well");
            }
        } finally {
            before.forEach(ReversePathFilter::putBack);
        }
    }

    @Control(value = "network.flannel.rp-filter", scenario = VXLAN)
    void worksWithLooseReversePathFiltering(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        FlannelPair pair = pair(scope, kubelets, scenario);
        List<ReversePathFilter> before = pair.nodes().stream().map(ReversePathFilter::of).toList();
        report.measured("rp_filter", before.get(0).values());
        try {
            before.forEach(filter -> filter.set(scenario.dir().resolve("sysctl/rp-filter.conf")));
            assertThat(pair.fetchName(pair.first(), pair.second())).wrote(pair.second().name());
        } finally {
            before.forEach(ReversePathFilter::putBack);
        }
    }

    @Claim(
            value = "network.flannel.br-netfilter",
            scenario = "network/flannel-without-br-netfilter")
    void endsWithoutBrNetfilter(
            TestScope scope,
            Kubelets kubelets,
            Scenario scenario,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        RootlessNode node = pair(scope, kubelets, scenario).second().node();
        ExecResult flanneld = Flannel.runWithHidden(node, "/proc/sys/net/bridge");
        report.evidence("flanneld.log", flanneld.getStderr());
        assertThat(flanneld.getExitCode()).as("exit code of flanneld").isEqualTo(1);
        assertThat(flanneld.getStderr()).contains(claim.texts("fatal", cell.kubernetes()));
    }

    @Control(value = "network.flannel.br-netfilter", scenario = VXLAN)
    void runsWithBrNetfilter(
            TestScope scope,
            Kubelets kubelets,
            Scenario scenario,
            @Subject String file,
            PageClaim claim,
            Cell cell) {
        FlannelPair pair = pair(scope, kubelets, scenario);
        RootlessNode node = pair.first().node();
        assertThat(node.run("test", "-e", file).getExitCode()).as(file + " is there").isZero();
        assertThat(Flannel.daemon(node).exitCode()).as("exit code of flanneld").isEmpty();
        assertThat(Flannel.daemon(node).log())
                .doesNotContain(claim.texts("fatal", cell.kubernetes()));
    }

    @Claim(value = "network.cni.flannel-host-gw", scenario = HOST_GW)
    void connectsPodsWithoutATunnel(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        Crossing crossing = crossing(scope, kubelets, scenario);
        report.evidence("capture.txt", crossing.printed());
        assertThat(crossing.there()).as("there").wrote(crossing.second().name());
        assertThat(crossing.back()).as("and back").wrote(crossing.first().name());
    }

    @Control(value = "network.cni.flannel-host-gw", scenario = "network/flannel-stopped")
    void connectsNothingWhenStopped(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        assertThat(withoutFlanneld(scope, kubelets, scenario, report)).failed();
    }

    private static PodExec withoutFlanneld(
            TestScope scope, Kubelets kubelets, Scenario scenario, ClaimReport report) {
        PodExec fetch =
                scope.perClass(
                        "without flanneld",
                        PodExec.class,
                        () -> {
                            FlannelPair pair = pair(scope, kubelets, scenario);
                            RootlessNode node = pair.first().node();
                            pair.flannel().disconnect(node);
                            try {
                                return pair.fetchName(pair.first(), pair.second());
                            } finally {
                                pair.start(node, scenario);
                            }
                        });
        report.measured("fetch", fetch);
        return fetch;
    }

    /** The nodes of this class, with Flannel as a scenario configures it. */
    private static FlannelPair pair(TestScope scope, Kubelets kubelets, Scenario scenario) {
        return scope.perClass("pair", FlannelPair.class, () -> FlannelPair.of(kubelets, scenario))
                .with(scenario, kubelets);
    }

    /** What was seen with a scenario, looked at once. */
    private static Crossing crossing(TestScope scope, Kubelets kubelets, Scenario scenario) {
        return scope.perClass(
                "crossing " + scenario.name(),
                Crossing.class,
                () -> pair(scope, kubelets, scenario).cross());
    }

    /** Does something while a node has the packet rules of a scenario. */
    private static void withRules(Scenario scenario, RootlessNode node, Runnable check) {
        String rules = "/etc/tck/rules.nft";
        node.copyFileToContainer(
                MountableFile.forHostPath(scenario.dir().resolve("nft/rules.nft")), rules);
        node.output("nft", "-f", rules);
        try {
            check.run();
        } finally {
            node.output("nft", "delete", "table", "inet", "tck_control");
        }
    }
}
