package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.ProxyRun;
import io.rootlesstck.evidence.KlogLine;
import io.rootlesstck.host.Host;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.HostWatch;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.Proxies;
import io.rootlesstck.node.Processes;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.testcontainers.containers.Container.ExecResult;

/** "Configuring kube-proxy": it runs, Services answer through it, and the host is left alone. */
@RootlessKubernetes
@Order(20)
@DisplayName("Configuring kube-proxy")
class KubeProxy {
    private static final String[] HEALTHZ = {
        "curl", "-fsS", "--max-time", "2", "http://127.0.0.1:10256/healthz"
    };
    private static final String[] NAT_RULES = {"iptables-save", "-t", "nat"};
    private static final String[] NFT_RULES = {"nft", "list", "table", "ip", "kube-proxy"};

    @Claim(value = "kube-proxy.starts", scenario = "kube-proxy/documented")
    void staysAliveAndHealthy(
            Kubelets kubelets, Proxies proxies, Scenario scenario, ClaimReport report) {
        ProxyRun proxy = running(kubelets, proxies, scenario);
        report.measured("secondsToRules", proxy.took().toMillis() / 1e3);
        assertThat(proxy).didAsExpected();
        assertThat(proxies.node().output(HEALTHZ)).contains("\"healthy\":true");
    }

    @Claim(value = "kube-proxy.iptables-mode", scenario = "kube-proxy/documented")
    void setsRulesInTheNatTable(
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            TestScope scope,
            ClaimReport report) {
        assertThat(running(kubelets, proxies, scenario)).didAsExpected();
        WebService web = web(scope, kubelets, proxies);
        web.awaitAnswer(WebService.Client.NODE);
        String rules = proxies.node().output(NAT_RULES);
        report.evidence("nat.txt", rules);
        assertThat(rules).contains("-A KUBE-SERVICES -d " + web.clusterIp() + "/32 ");
    }

    @Claim(value = "kube-proxy.own-netns", scenario = "kube-proxy/documented")
    void keepsItsRulesToTheNode(
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            Host host,
            HostWatch watch,
            ClaimReport report) {
        assertThat(running(kubelets, proxies, scenario)).didAsExpected();
        report.evidenceJson("rules-before.json", watch.before(HostWatch.Part.RULES));
        report.evidenceJson("rules-now.json", watch.now(HostWatch.Part.RULES));
        String ofProxy = Processes.networkNamespace(proxies.node(), proxies.node().proxy().pid());
        String ofHost =
                host.root()
                        .orElseThrow()
                        .run("readlink", "/proc/1/ns/net")
                        .orThrow("read the host's network namespace")
                        .out()
                        .strip();
        report.measured("kube-proxy", ofProxy).measured("host", ofHost);
        assertThat(ofProxy).as("kube-proxy's network namespace").isNotEqualTo(ofHost);
        assertThat(watch.now(HostWatch.Part.RULES))
                .as("the host's packet filter")
                .isEqualTo(watch.before(HostWatch.Part.RULES));
    }

    @Claim(value = "kube-proxy.cluster-ip", scenario = "kube-proxy/documented")
    void letsAServiceAnswerOnItsClusterIp(
            Kubelets kubelets, Proxies proxies, Scenario scenario, TestScope scope) {
        assertThat(running(kubelets, proxies, scenario)).didAsExpected();
        WebService web = web(scope, kubelets, proxies);
        web.awaitAnswer(WebService.Client.NODE);
        web.awaitAnswer(WebService.Client.POD);
    }

    @Claim(value = "kube-proxy.node-port", scenario = "kube-proxy/documented")
    void letsAServiceAnswerOnItsNodePort(
            Kubelets kubelets, Proxies proxies, Scenario scenario, TestScope scope) {
        assertThat(running(kubelets, proxies, scenario)).didAsExpected();
        web(scope, kubelets, proxies).awaitAnswer(WebService.Client.NEIGHBOUR);
    }

    @Claim(value = "kube-proxy.host-unharmed", scenario = "kube-proxy/documented")
    void leavesTheHostsConntrackAlone(
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            HostWatch watch,
            ClaimReport report) {
        assertThat(running(kubelets, proxies, scenario)).didAsExpected();
        report.evidenceJson("before.json", watch.before(HostWatch.Part.CONNTRACK));
        report.evidenceJson("after.json", watch.now(HostWatch.Part.CONNTRACK));
        assertThat(watch.now(HostWatch.Part.CONNTRACK))
                .isEqualTo(watch.before(HostWatch.Part.CONNTRACK));
    }

    /** Each key left out alone, where the kernel's value is not the one that kube-proxy wants. */
    @Claim(value = "kube-proxy.conntrack.*", scenario = "kube-proxy/without-*")
    void endsWithoutTheKey(
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            HostWatch watch,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        proxies.prepareHost(scenario);
        try (NodeConntrack conntrack = NodeConntrack.of(proxies.node())) {
            ProxyRun proxy = proxies.run(scenario);
            NodeConntrack.Change change = conntrack.change(String.valueOf(claim.flag()));
            conntrack.changes().forEach(each -> report.measured(each.key(), each));
            report.measured("kube-proxy", proxy.waited().outcome());
            report.evidence("kube-proxy-without.log", proxy.log());
            if (!proxy.ready()) {
                assertThat(proxy).didAsExpected(claim, cell);
                return;
            }
            assertThat(proxy).logged(claim.texts("attempted", cell.kubernetes()));
            assertThat(change.isChange()).as("whether kube-proxy wrote %s", change).isTrue();
            assertThat(watch.now(HostWatch.Part.CONNTRACK))
                    .as("the host's conntrack settings")
                    .isEqualTo(asSet(watch, scenario));
            report.drifted(
                    "not needed here: kube-proxy runs without %s and sets %s in the node's own network namespace, where this kernel lets it; the host's stays as it was"
                            .formatted(claim.subject(), change));
        }
    }

    @Claim(value = "kube-proxy.userspace-mode", scenario = "kube-proxy/userspace-mode")
    void hasAUserspaceMode(
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        ProxyRun proxy = proxies.ended(scenario);
        report.evidence("kube-proxy-userspace.log", proxy.log());
        if (proxy.ready()) {
            return;
        }
        assertThat(proxy).didAsExpected(claim, cell);
        report.drifted(
                "kube-proxy refuses it: "
                        + error(proxy.log(), claim.texts("refused", cell.kubernetes()).get(0)));
    }

    /** The only mode that ever set the limit is gone; kube-proxy is given cause to do so here. */
    @Claim(value = "kube-proxy.rlimit-nofile", scenario = "kube-proxy/gate-off")
    void endsWithoutTheGateWhereItsLimitIsLow(
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        ProxyRun proxy = proxies.run(scenario);
        report.evidence("kube-proxy-gate-off.log", proxy.log());
        if (!proxy.ready()) {
            assertThat(proxy).didAsExpected(claim, cell);
            return;
        }
        RootlessNode node = proxies.node();
        List<Long> limit = Processes.openFilesLimit(node, node.proxy().pid());
        report.measured("limit", limit);
        assertThat(limit)
                .containsOnly(Objects.requireNonNull(scenario.node().openFiles()).longValue());
        assertThat(proxy).didNotLog(claim.texts("refused", cell.kubernetes()));
        report.drifted(
                "kube-proxy does not set RLIMIT_NOFILE any more: without the gate and with a limit of %d open files it runs, keeps that limit and says nothing of it"
                        .formatted(limit.get(0)));
    }

    @Claim(value = "kube-proxy.nftables-mode", scenario = "kube-proxy/nftables-mode")
    void worksInNftablesModeAsWell(
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            TestScope scope,
            ClaimReport report) {
        assertThat(running(kubelets, proxies, scenario)).didAsExpected();
        WebService web = web(scope, kubelets, proxies);
        for (WebService.Client client : WebService.Client.values()) {
            web.awaitAnswer(client);
        }
        String rules = proxies.node().output(NFT_RULES);
        report.evidence("nft.txt", rules);
        assertThat(rules).contains(web.clusterIp());
        assertThat(proxies.node().output(NAT_RULES))
                .as("rules of the iptables mode")
                .doesNotContain("KUBE-SERVICES");
    }

    @Control(value = "kube-proxy.starts", scenario = "kube-proxy/userspace-mode")
    void endsWithAModeThatIsGone(
            Kubelets kubelets, Proxies proxies, Scenario scenario, PageClaim claim, Cell cell) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        assertThat(proxies.ended(scenario)).didAsExpected(claim, cell);
        assertThat(proxies.node().run(HEALTHZ).getExitCode())
                .as("exit code of asking a kube-proxy that ended for its health")
                .isNotZero();
    }

    @Control("kube-proxy.iptables-mode")
    void hasNoRulesWithoutIt(Kubelets kubelets, Proxies proxies, TestScope scope) {
        WebService web = withoutProxy(kubelets, proxies, scope);
        assertThat(proxies.node().output(NAT_RULES)).doesNotContain(web.clusterIp());
    }

    @Control("kube-proxy.own-netns")
    void isSeenWhereARuleIsTheHosts(HostWatch watch) {
        watch.whileChanged(
                HostWatch.Part.RULES,
                () ->
                        assertThat(watch.now(HostWatch.Part.RULES))
                                .isNotEqualTo(watch.before(HostWatch.Part.RULES)));
    }

    @Control("kube-proxy.cluster-ip")
    void hasNoClusterIpWithoutIt(Kubelets kubelets, Proxies proxies, TestScope scope) {
        WebService web = withoutProxy(kubelets, proxies, scope);
        assertThat(web.answers(WebService.Client.NODE)).as("it answers the node").isFalse();
        assertThat(web.answers(WebService.Client.POD)).as("it answers a pod").isFalse();
    }

    @Control("kube-proxy.node-port")
    void hasNoNodePortWithoutIt(Kubelets kubelets, Proxies proxies, TestScope scope) {
        WebService web = withoutProxy(kubelets, proxies, scope);
        assertThat(web.answers(WebService.Client.NEIGHBOUR)).as("it answers a neighbour").isFalse();
    }

    @Control("kube-proxy.host-unharmed")
    void isSeenWhenConntrackChanges(HostWatch watch) {
        watch.whileChanged(
                HostWatch.Part.CONNTRACK,
                () ->
                        assertThat(watch.now(HostWatch.Part.CONNTRACK))
                                .isNotEqualTo(watch.before(HostWatch.Part.CONNTRACK)));
    }

    @Control(value = "kube-proxy.conntrack.*", scenario = "kube-proxy/conntrack-documented")
    void writesNothingWithTheKey(
            Kubelets kubelets,
            Proxies proxies,
            Scenario scenario,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        ProxyRun proxy = running(kubelets, proxies, scenario);
        report.measured(String.valueOf(claim.flag()), NodeConntrack.read(proxies.node(), claim));
        assertThat(proxy).didAsExpected(claim, cell);
    }

    @Control(value = "kube-proxy.userspace-mode", scenario = "kube-proxy/documented")
    void takesTheOtherModeOfTheFile(
            Kubelets kubelets, Proxies proxies, Scenario scenario, PageClaim claim, Cell cell) {
        assertThat(running(kubelets, proxies, scenario))
                .didAsExpected()
                .didNotLog(claim.texts("refused", cell.kubernetes()));
    }

    /** There is something to ignore: what the userspace mode wanted is refused on this node. */
    @Control("kube-proxy.rlimit-nofile")
    void mayNotBeRaisedHere(Proxies proxies, ClaimReport report) {
        ExecResult raised =
                proxies.node()
                        .run(
                                "prlimit",
                                "--nofile=4096:4096",
                                "prlimit",
                                "--nofile=64000:64000",
                                "true");
        report.measured("raising it", raised.getStderr().strip());
        assertThat(raised.getExitCode()).isNotZero();
        assertThat(raised.getStderr()).contains("Operation not permitted");
    }

    @Control(value = "kube-proxy.nftables-mode", scenario = "kube-proxy/documented")
    void hasNoSuchTableInIptablesMode(Kubelets kubelets, Proxies proxies, Scenario scenario) {
        assertThat(running(kubelets, proxies, scenario)).didAsExpected();
        assertThat(proxies.node().run(NFT_RULES).getExitCode())
                .as("exit code of listing the nftables mode's table")
                .isNotZero();
    }

    /** The host's conntrack settings as they were, but for what a scenario sets. */
    private static Map<String, String> asSet(HostWatch watch, Scenario scenario) {
        Map<String, String> settings = new TreeMap<>(watch.before(HostWatch.Part.CONNTRACK));
        scenario.host()
                .sysctls()
                .forEach((key, value) -> settings.put("/proc/sys/" + key.replace('.', '/'), value));
        return settings;
    }

    /** The error that a line of a log tells, without what differs between runs. */
    private static String error(String log, String text) {
        String line = log.lines().filter(each -> each.contains(text)).findFirst().orElseThrow();
        return KlogLine.parse(line)
                .map(klog -> klog.fields().getOrDefault("err", klog.message()))
                .orElse(line);
    }

    private static ProxyRun running(Kubelets kubelets, Proxies proxies, Scenario scenario) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        return proxies.running(scenario);
    }

    private static WebService web(TestScope scope, Kubelets kubelets, Proxies proxies) {
        return scope.perClass(
                "web", WebService.class, () -> WebService.start(kubelets, proxies.documented()));
    }

    private static WebService withoutProxy(Kubelets kubelets, Proxies proxies, TestScope scope) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        WebService web = web(scope, kubelets, proxies);
        proxies.stopAndCleanUp();
        return web;
    }
}
