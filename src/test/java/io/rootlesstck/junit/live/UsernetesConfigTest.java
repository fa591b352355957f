package io.rootlesstck.junit.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rootlesstck.base.TckException;
import io.rootlesstck.node.UsernetesNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsernetesConfigTest {
    private static final UsernetesNode.Place PLACE = UsernetesNode.Place.of(1, "10.0.3.1");

    @Test
    void theServerIsNamedAfterTheNodeAndAdvertisedByTheHost() throws IOException {
        JsonNode cluster = document("ClusterConfiguration");

        assertThat(cluster.path("kubernetesVersion").asText()).isEqualTo("v1.37.2");
        assertThat(cluster.path("controlPlaneEndpoint").asText()).isEqualTo("tck-u7s-1:6443");
        assertThat(cluster.path("apiServer").path("certSANs"))
                .extracting(JsonNode::asText)
                .containsExactly("localhost", "127.0.0.1", "tck-u7s-1", "10.0.3.1");
        assertThat(cluster.path("apiServer").path("extraArgs"))
                .extracting(each -> each.path("name").asText(), each -> each.path("value").asText())
                .contains(
                        tuple("advertise-address", "10.0.3.1"),
                        tuple("kubelet-preferred-address-types", "ExternalIP"));
        assertThat(cluster.at("/etcd/local/extraArgs/0/value").asText())
                .isEqualTo("https://127.0.0.1:2379,https://10.100.1.100:2379");
    }

    @Test
    void theFilesOfThePageAreInIt() throws IOException {
        JsonNode kubelet = document("KubeletConfiguration");
        JsonNode proxy = document("KubeProxyConfiguration");

        assertThat(kubelet.at("/featureGates/KubeletInUserNamespace").asBoolean()).isTrue();
        assertThat(kubelet.has("cgroupDriver")).as("kubeadm's own").isFalse();
        assertThat(proxy.path("mode").asText()).isEqualTo("iptables");
        assertThat(proxy.path("conntrack").toString())
                .isEqualTo(
                        "{\"maxPerCore\":0,\"tcpEstablishedTimeout\":\"0s\",\"tcpCloseWaitTimeout\":\"0s\"}");
    }

    @Test
    void theCommandToJoinIsReadFromTheLastLine() {
        assertThat(
                        JoinCommand.of(
                                "W1124 a warning\nkubeadm join tck-u7s-1:6443 --token a.b"
                                        + " --discovery-token-ca-cert-hash sha256:c \n"))
                .containsExactly(
                        "kubeadm",
                        "join",
                        "tck-u7s-1:6443",
                        "--token",
                        "a.b",
                        "--discovery-token-ca-cert-hash",
                        "sha256:c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "kubeadm join", "rm -rf /", "kubeadm reset --force"})
    void somethingElseIsNoCommandToJoin(String printed) {
        assertThatThrownBy(() -> JoinCommand.of(printed))
                .isInstanceOf(TckException.class)
                .hasMessageContaining(
                        "read the command that kubeadm prints for a node to join with")
                .hasMessageContaining(
                        "It printed: " + (printed.isBlank() ? "nothing" : printed.strip()));
    }

    private static JsonNode document(String kind) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (var parser = yaml.createParser(UsernetesConfig.of(PLACE, "v1.37.2"))) {
            return yaml.readValues(parser, JsonNode.class).readAll().stream()
                    .filter(each -> each.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
