package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.OfFlavour;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.Subject;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.PodCgroup;
import io.rootlesstck.scenario.Scenario;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** What kind itself sets of what the page asks for, and what it makes otherwise. */
@RootlessKubernetes
@OfFlavour(Cell.KIND)
@Order(1)
@DisplayName("kind: what it sets")
class KindSets {
    private static final String KIND = "kind/documented";
    private static final String CONTAINERD = "/etc/containerd/config.toml";
    private static final String CRI = "io.containerd.grpc.v1.cri";

    @Claim(value = "kind.gate", scenario = KIND)
    void turnsTheGateOn(
            Kubelets kubelets, Scenario scenario, @Subject String gate, ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        JsonNode config = kubeletConfig(kubelets, report);
        assertThat(config.path("featureGates").path(gate).asText("not set"))
                .as(gate + " in the kubelet's configuration")
                .isEqualTo("true");
    }

    @Claim(value = "kind.cgroup-driver", scenario = KIND)
    void usesTheSystemdDriver(Kubelets kubelets, Scenario scenario, ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        JsonNode config = kubeletConfig(kubelets, report);
        report.measured("cgroupDriver", config.path("cgroupDriver").asText())
                .measured("cgroupRoot", config.path("cgroupRoot").asText());
        assertThat(config.path("cgroupDriver").asText()).isEqualTo("systemd");
        assertThat(kubelets.node().read("/proc/1/comm").strip()).isEqualTo("systemd");
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(kubelets.documented(), "worker");
        try {
            PodCgroup cgroup =
                    PodCgroup.of(kubelets.node(), pods.awaitRunning(pod).getMetadata().getUid());
            report.measured("podCgroup", cgroup.path());
            assertThat(cgroup.path()).startsWith("kubelet.slice/").endsWith(".slice");
        } finally {
            pods.delete(pod);
        }
    }

    @Claim(value = "kind.conntrack.*", scenario = KIND)
    void leavesConntrackAlone(
            Kubelets kubelets,
            Scenario scenario,
            PageClaim claim,
            @Subject String key,
            ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        String file =
                String.valueOf(
                        kubelets.cluster()
                                .client()
                                .configMaps()
                                .inNamespace("kube-system")
                                .withName("kube-proxy")
                                .require()
                                .getData()
                                .get("config.conf"));
        report.evidence("kube-proxy.yaml", file);
        assertThat(new YAMLMapper().readTree(file).path("conntrack").path(key).asText("not set"))
                .as("conntrack." + key)
                .isEqualTo(claim.flag());
    }

    @Claim(value = "kind.containerd.*", scenario = KIND)
    void givesContainerdTheKeys(
            Kubelets kubelets, Scenario scenario, @Subject String key, ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        String file = kubelets.node().read(CONTAINERD);
        report.evidence("containerd.toml", file);
        String value =
                new TomlMapper()
                        .readTree(file)
                        .path("plugins")
                        .path(CRI)
                        .path(key)
                        .asText("not set");
        report.measured(key, value);
        if (value.equals("not set")) {
            report.drifted(
                    "kind does without %s, and its node is Ready all the same".formatted(key));
            return;
        }
        assertThat(value).as(key + " in " + CONTAINERD).isEqualTo("true");
    }

    /** As the kubelet itself tells it. */
    private static JsonNode kubeletConfig(Kubelets kubelets, ClaimReport report)
            throws IOException {
        JsonNode config =
                new ObjectMapper()
                        .readTree(
                                kubelets.cluster()
                                        .raw(
                                                "/api/v1/nodes/%s/proxy/configz"
                                                        .formatted(kubelets.node().name())))
                        .path("kubeletconfig");
        report.evidence("kubelet.json", config.toPrettyString());
        return config;
    }
}
