package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddressBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;

/**
 * The addresses of nodes that are behind the address translation of their engines: those of their
 * hosts, which nothing but the one who made the cluster knows.
 */
@API(status = API.Status.INTERNAL)
public final class HostAddresses {
    /** The annotation by which Flannel is told of an address that its node does not have. */
    public static final String PUBLIC_IP = "flannel.alpha.coreos.com/public-ip-overwrite";

    /** The type of an address that others than the node's neighbours reach it at. */
    public static final String EXTERNAL = "ExternalIP";

    /** What keeps pods away: from a node without addresses, and from one with a control plane. */
    private static final Set<String> TAINTS =
            Set.of(
                    "node.cloudprovider.kubernetes.io/uninitialized",
                    "node-role.kubernetes.io/control-plane");

    private HostAddresses() {}

    /**
     * Does for a node what Usernetes does once it has joined (sync-external-ip.sh): its one address
     * is its host's, Flannel is told the same, and it takes pods. Where the node has a control
     * plane that last step is one that Usernetes leaves to its user.
     */
    public static void settle(KubernetesClient client, String node, String address) {
        Resource<Node> resource = client.nodes().withName(node);
        Conflicts.retry(
                "the status of the node " + node,
                () -> resource.editStatus(found -> withAddress(found, address)));
        edit(client, node, found -> withoutTaints(found));
        tellFlannel(client, node, address);
    }

    static Node withAddress(Node node, String address) {
        return new NodeBuilder(node)
                .editStatus()
                .withAddresses(
                        new NodeAddressBuilder().withType(EXTERNAL).withAddress(address).build())
                .endStatus()
                .build();
    }

    static Node withoutTaints(Node node) {
        return new NodeBuilder(node)
                .editSpec()
                .removeMatchingFromTaints(taint -> TAINTS.contains(taint.getKey()))
                .endSpec()
                .build();
    }

    /** Tells Flannel at which address of its host a node is reached. */
    public static void tellFlannel(KubernetesClient client, String node, String address) {
        editMetadata(client, node, metadata -> metadata.addToAnnotations(PUBLIC_IP, address));
    }

    /**
     * Takes back from Flannel what {@link #tellFlannel} told it of a node.
     *
     * @return the address that it was told
     */
    public static String withdraw(KubernetesClient client, String node) {
        String address =
                Objects.requireNonNull(
                        client.nodes()
                                .withName(node)
                                .require()
                                .getMetadata()
                                .getAnnotations()
                                .get(PUBLIC_IP),
                        () -> node + " was not announced");
        editMetadata(client, node, metadata -> metadata.removeFromAnnotations(PUBLIC_IP));
        return address;
    }

    private static void editMetadata(
            KubernetesClient client, String node, UnaryOperator<ObjectMetaBuilder> change) {
        edit(
                client,
                node,
                found ->
                        new NodeBuilder(found)
                                .withMetadata(
                                        change.apply(new ObjectMetaBuilder(found.getMetadata()))
                                                .build())
                                .build());
    }

    private static void edit(KubernetesClient client, String node, UnaryOperator<Node> change) {
        Conflicts.retry("the node " + node, () -> client.nodes().withName(node).edit(change));
    }
}
