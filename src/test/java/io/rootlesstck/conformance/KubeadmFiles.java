package io.rootlesstck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.PodCgroup;
import io.rootlesstck.node.RootlessNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What kubeadm made of the files that somebody else gave it. */
final class KubeadmFiles {
    private KubeadmFiles() {}

    /** The configuration of a node's kubelet, as the kubelet itself tells it. */
    static JsonNode kubelet(Kubelets kubelets, RootlessNode node, ClaimReport report)
            throws IOException {
        JsonNode config =
                new ObjectMapper()
                        .readTree(
                                kubelets.cluster()
                                        .raw(
                                                "/api/v1/nodes/%s/proxy/configz"
                                                        .formatted(node.name())))
                        .path("kubeletconfig");
        report.evidence(
                "kubelet-%s.json".formatted(kubelets.cluster().nodes().indexOf(node) + 1),
                config.toPrettyString());
        return config;
    }

    /** The file that kube-proxy is started with on every node. */
    static JsonNode proxy(Kubelets kubelets, ClaimReport report) throws IOException {
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
        return new YAMLMapper().readTree(file);
    }

    /** Goes on if a gate of the kubelet of a node is on. */
    static void requireGate(Kubelets kubelets, RootlessNode node, String gate, ClaimReport report)
            throws IOException {
        assertThat(
                        kubelet(kubelets, node, report)
                                .path("featureGates")
                                .path(gate)
                                .asText("not set"))
                .as("%s in the configuration of the kubelet of %s", gate, node.name())
                .isEqualTo("true");
    }

    /** Goes on if kube-proxy has a value for a key of its section on connection tracking. */
    static void requireConntrack(
            Kubelets kubelets, String key, @Nullable String value, ClaimReport report)
            throws IOException {
        assertThat(proxy(kubelets, report).path("conntrack").path(key).asText("not set"))
                .as("conntrack." + key)
                .isEqualTo(value);
    }

    /** Goes on if a systemd of the node's own makes the cgroups of pods, and is asked for them. */
    static void requireSystemdDriver(Kubelets kubelets, ClaimReport report) throws IOException {
        JsonNode config = kubelet(kubelets, kubelets.node(), report);
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
            assertThat(cgroup.path()).startsWith("kube").contains(".slice/").endsWith(".slice");
        } finally {
            pods.delete(pod);
        }
    }
}
