package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rootlesstck.node.RootlessNode;
import java.net.URI;

/**
 * What a kube-proxy needs to speak to its API server.
 *
 * <p>The page's file names no kubeconfig, and {@code --kubeconfig} does not count beside {@code
 * --config}. kube-proxy then takes what every pod has (the environment and the files of a service
 * account), so a node gets just these and the page's file stays word for word. The account and its
 * role are those of kubeadm's kube-proxy.
 */
final class ProxyAccount {
    private static final String NAMESPACE = "kube-system";
    private static final String NAME = "kube-proxy";
    private static final String FILES = "/etc/tck/accounts/kube-proxy";
    private static final String IN_PODS = "/var/run/secrets/kubernetes.io";

    private final KubernetesClient client;

    private ProxyAccount(KubernetesClient client) {
        this.client = client;
    }

    /** Makes the account. */
    static ProxyAccount create(KubernetesClient client) {
        client.resource(
                        new ServiceAccountBuilder()
                                .withNewMetadata()
                                .withNamespace(NAMESPACE)
                                .withName(NAME)
                                .endMetadata()
                                .build())
                .create();
        client.resource(
                        new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName("tck:node-proxier")
                                .endMetadata()
                                .withNewRoleRef()
                                .withApiGroup("rbac.authorization.k8s.io")
                                .withKind("ClusterRole")
                                .withName("system:node-proxier")
                                .endRoleRef()
                                .addNewSubject()
                                .withKind("ServiceAccount")
                                .withNamespace(NAMESPACE)
                                .withName(NAME)
                                .endSubject()
                                .build())
                .create();
        return new ProxyAccount(client);
    }

    /** Gives a node what a pod of this account has. */
    void putOn(RootlessNode node, String authority) {
        String token = AccountToken.of(client, NAMESPACE, NAME);
        node.writePrivate(FILES + "/token", token);
        node.write(FILES + "/ca.crt", authority);
        URI server = URI.create(node.read("/etc/tck/server").strip());
        node.write(
                "/etc/tck/env/kube-proxy",
                "KUBERNETES_SERVICE_HOST=%s%nKUBERNETES_SERVICE_PORT=%d%n"
                        .formatted(server.getHost(), server.getPort()));
    }

    /**
     * Shows a node's kube-proxy what it was given, where a pod looks for it. That is a tmpfs, so
     * engines cannot copy there, and it is empty after a restart of the node.
     */
    static void show(RootlessNode node) {
        node.output("mkdir", "-p", IN_PODS);
        node.output("ln", "-sfn", FILES, IN_PODS + "/serviceaccount");
    }
}
