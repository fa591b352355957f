package io.rootlesstck.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rootlesstck.node.TckContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a kubelet needs to speak to its API server, from a kubeconfig that kubeadm wrote: the file
 * itself for the kubelet, and its parts for the probes that poll inside the node.
 */
record NodeCredentials(
        String kubeconfig, String server, String authority, String certificate, String key) {

    static NodeCredentials of(String kubeconfig) {
        try {
            JsonNode root = new YAMLMapper().readTree(kubeconfig);
            JsonNode cluster = root.at("/clusters/0/cluster");
            JsonNode user = root.at("/users/0/user");
            return new NodeCredentials(
                    kubeconfig,
                    cluster.path("server").asText(),
                    decoded(cluster, "certificate-authority-data"),
                    decoded(user, "client-certificate-data"),
                    decoded(user, "client-key-data"));
        } catch (IOException e) {
            throw new UncheckedIOException("kubeadm wrote a kubeconfig that is no YAML", e);
        }
    }

    private static String decoded(JsonNode node, String field) {
        return new String(
                Base64.getDecoder().decode(node.path(field).asText()), StandardCharsets.UTF_8);
    }

    void putOn(TckContainer<?> node) {
        node.writePrivate("/etc/kubernetes/kubelet.conf", kubeconfig);
        node.write("/etc/kubernetes/pki/ca.crt", authority);
        node.writePrivate("/etc/kubernetes/pki/kubelet.crt", certificate);
        node.writePrivate("/etc/kubernetes/pki/kubelet.key", key);
        node.write("/etc/tck/server", server);
    }
}
