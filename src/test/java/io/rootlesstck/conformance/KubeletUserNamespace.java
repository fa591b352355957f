package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.evidence.UserNamespace;
import io.rootlesstck.host.Host;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.Needs;
import io.rootlesstck.junit.NotRun;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.Processes;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/**
 * "Creating a user namespace": the kubelet, its runtime and its shims run in one, not the first.
 */
@RootlessKubernetes
@Order(2)
@DisplayName("Creating a user namespace")
class KubeletUserNamespace {
    @Claim(value = "kubelet.userns.own", scenario = "kubelet/documented")
    void isNotTheInitialOne(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        UserNamespace namespace = Processes.userNamespace(kubelets.node(), "kubelet");
        report.measured("namespace", namespace.link());
        assertThat(namespace).isNotInitial();
    }

    @Control("kubelet.userns.own")
    void seesTheInitialOneForWhatItIs() {
        assertThatThrownBy(() -> assertThat(ofThisProcess()).isNotInitial())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("user:[4026531837]");
    }

    @Claim(value = "kubelet.userns.uid-map", scenario = "kubelet/documented")
    void hasTheUidMapOfTheEngine(
            Kubelets kubelets, Host host, Scenario scenario, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        UserNamespace namespace = Processes.userNamespace(kubelets.node(), "kubelet");
        report.measured("uidMap", namespace.uidMap());
        assertThat(namespace).hasUidMap(host.facts().uidMap());
    }

    @Control("kubelet.userns.uid-map")
    void tellsTheIdentityMapApart(Host host) {
        assertThatThrownBy(() -> assertThat(ofThisProcess()).hasUidMap(host.facts().uidMap()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("4294967295");
    }

    @Claim(value = "kubelet.userns.node-info", scenario = "kubelet/documented")
    void saysSoInItsNodeObject(Kubelets kubelets, Scenario scenario, ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        JsonNode info =
                new ObjectMapper()
                        .readTree(kubelets.cluster().raw("/api/v1/nodes/" + kubelets.node().name()))
                        .at("/status/nodeInfo");
        report.evidence("nodeInfo.json", info.toPrettyString());
        assertThat(info.path("runningInUserNamespace").asText("absent"))
                .as("nodeInfo.runningInUserNamespace")
                .isEqualTo(
                        Boolean.toString(
                                !Processes.userNamespace(kubelets.node(), "kubelet").isInitial()));
    }

    @Claim(value = "kubelet.userns.shared", scenario = "kubelet/documented")
    void isSharedWithRuntimeAndShims(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.running(scenario)).isReady();
        Pod pod = kubelets.createPod(scenario, "worker");
        try {
            kubelets.cluster().pods().awaitRunning(pod);
            UserNamespace kubelet = Processes.userNamespace(kubelets.node(), "kubelet");
            for (String other : kubelets.node().nodeRuntime().processes()) {
                assertThat(Processes.userNamespace(kubelets.node(), other)).isSameAs(kubelet);
            }
        } finally {
            kubelets.cluster().pods().delete(pod);
        }
    }

    @Needs(Need.OWN_NODE)
    @Control("kubelet.userns.shared")
    void tellsANestedOneApart(Kubelets kubelets) {
        UserNamespace node = Processes.userNamespace(kubelets.node(), "runsvdir");
        UserNamespace nested = Processes.nestedUserNamespace(kubelets.node());
        assertThatThrownBy(() -> assertThat(nested).isSameAs(node))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(nested.link());
    }

    /** The initial namespace, as this process sees it, wherever the host is. */
    private static UserNamespace ofThisProcess() {
        UserNamespace here = UserNamespace.ofThisProcess();
        if (!here.isInitial()) {
            throw new NotRun(
                    "the tests themselves run in a user namespace (%s), so no process of the initial one is at hand for the control"
                            .formatted(here.link()));
        }
        return here;
    }
}
