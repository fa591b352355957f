package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.conformance.FlannelPair.Crossing;
import io.rootlesstck.host.Host;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/**
 * "Caveats": Flannel (VXLAN) between nodes of two hosts, each with a rootless engine of its own
 * that publishes the node's ports, as Usernetes has it.
 */
@RootlessKubernetes
@Order(25)
@DisplayName("Caveats: Flannel between two hosts")
class FlannelAcrossHosts {
    private static final String HOSTS = "network/flannel-across-hosts";

    @Claim(value = "network.hosts.pod-to-pod", scenario = HOSTS)
    void connectsPodsOfTwoHostsBothWays(
            TestScope scope, Kubelets kubelets, Host host, Scenario scenario, ClaimReport report) {
        FlannelPair pair = pair(scope, kubelets, host, scenario);
        Crossing crossing = pair.cross();
        report.evidence("network.txt", pair.describe());
        report.evidence("capture.txt", crossing.printed());
        assertThat(crossing.there()).as("there").wrote(crossing.second().name());
        assertThat(crossing.back()).as("and back").wrote(crossing.first().name());
        assertThat(crossing.packets()).as("VXLAN packets that the second node saw").isNotEmpty();
    }

    @Claim(value = "network.hosts.large-payload", scenario = HOSTS)
    void carriesMoreThanFitsIntoAPacket(
            TestScope scope, Kubelets kubelets, Host host, Scenario scenario) {
        FlannelPair pair = pair(scope, kubelets, host, scenario);
        assertThat(pair.fetchPayload(pair.first(), pair.second()))
                .as("the sum of what the first pod got of the second")
                .wrote(pair.payloadSum(pair.second()));
        assertThat(pair.fetchPayload(pair.second(), pair.first()))
                .as("the sum of what the second pod got of the first")
                .wrote(pair.payloadSum(pair.first()));
    }

    @Control(
            value = {"network.hosts.pod-to-pod", "network.hosts.large-payload"},
            scenario = "network/flannel-across-hosts-unannounced")
    void connectsNothingWhereFlannelKnowsTheEnginesAddressOnly(
            TestScope scope, Kubelets kubelets, Host host, Scenario scenario, ClaimReport report) {
        FlannelPair pair = pair(scope, kubelets, host, scenario);
        RootlessNode far = pair.second().node();
        String address = kubelets.cluster().withdraw(far);
        try {
            pair.restart(far, scenario);
            PodExec fetch = pair.fetchName(pair.first(), pair.second());
            report.measured("fetch", fetch);
            assertThat(fetch).failed();
        } finally {
            kubelets.cluster().announce(far, address);
            pair.restart(far, scenario);
        }
        assertThat(pair.fetchName(pair.first(), pair.second()))
                .as("with its host's address announced again")
                .wrote(pair.second().name());
    }

    private static FlannelPair pair(
            TestScope scope, Kubelets kubelets, Host host, Scenario scenario) {
        return scope.perClass(
                        "pair",
                        FlannelPair.class,
                        () -> FlannelPair.acrossHosts(kubelets, host, scenario))
                .with(scenario, kubelets);
    }
}
