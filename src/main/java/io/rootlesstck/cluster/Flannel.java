package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rootlesstck.node.Daemon;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.Waits;
import io.rootlesstck.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;

/**
 * Flannel on nodes of a cluster: flanneld as one more daemon of each, with a service account of its
 * own. Gone from the nodes and the cluster when closed.
 */
public final class Flannel implements AutoCloseable {
    private static final String NAMESPACE = "kube-system";
    private static final String NAME = "flannel";
    private static final String KUBECONFIG = "/etc/kubernetes/flannel.conf";
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String[] READY = {
        "curl", "-fsS", "--max-time", "2", "http://127.0.0.1:8471/readyz"
    };

    private final Cluster cluster;
    private final Manifests account;
    private final List<RootlessNode> nodes = new ArrayList<>();

    private Flannel(Cluster cluster, Manifests account) {
        this.cluster = cluster;
        this.account = account;
    }

    /**
     * Makes the account that flanneld has on every node.
     *
     * @param manifest its service account and its rights
     */
    public static Flannel install(Cluster cluster, Path manifest, RootlessNode node) {
        return new Flannel(cluster, cluster.apply(manifest, node));
    }

    /**
     * Starts flanneld on a node that has registered, with the files of a scenario, and waits until
     * it has set the node's network up or it ends.
     */
    public Daemon.Waited start(RootlessNode node, Scenario scenario) {
        if (!nodes.contains(node)) {
            nodes.add(node);
            node.writePrivate(KUBECONFIG, kubeconfig(node));
        }
        Waits.until(
                "the controller manager to give %s a podCIDR".formatted(node.name()),
                LIMIT,
                () -> cluster.node(node).getSpec().getPodCIDR() != null);
        node.putFiles(scenario);
        daemon(node).start();
        return daemon(node).await(LIMIT, READY);
    }

    /** The daemon on a node. */
    public static Daemon daemon(RootlessNode node) {
        return node.daemon("flanneld");
    }

    /**
     * Ends flanneld on a node, and takes its devices, routes and rules and the pods' bridge away.
     */
    public void stop(RootlessNode node) {
        daemon(node).stop();
        node.resetNetwork();
    }

    /**
     * Runs another flanneld on a node where one is already set up, in a mount namespace in which a
     * folder is empty, until it ends.
     */
    public static ExecResult runWithHidden(RootlessNode node, String folder) {
        return node.run(
                "timeout",
                Long.toString(LIMIT.toSeconds()),
                "env",
                "NODE_NAME=" + node.name(),
                "unshare",
                "--mount",
                "--propagation=private",
                "sh",
                "-c",
                "mount -t tmpfs none \"$1\" && shift && exec flanneld \"$@\"",
                "hide",
                folder,
                "--kube-subnet-mgr",
                "--kubeconfig-file=" + KUBECONFIG,
                "--iface=eth0");
    }

    /** Ends flanneld on a node and takes its VXLAN device away; the pods and their bridge stay. */
    public void disconnect(RootlessNode node) {
        daemon(node).stop();
        node.output("ip", "link", "delete", "flannel.1");
    }

    private String kubeconfig(RootlessNode node) {
        String token = AccountToken.of(cluster.client(), NAMESPACE, NAME);
        String authority =
                Base64.getEncoder()
                        .encodeToString(
                                cluster.controlPlane()
                                        .authority()
                                        .getBytes(StandardCharsets.UTF_8));
        return Serialization.asYaml(
                new ConfigBuilder()
                        .addNewCluster()
                        .withName(NAME)
                        .withNewCluster()
                        .withServer(node.read("/etc/tck/server").strip())
                        .withCertificateAuthorityData(authority)
                        .endCluster()
                        .endCluster()
                        .addNewUser()
                        .withName(NAME)
                        .withNewUser()
                        .withToken(token)
                        .endUser()
                        .endUser()
                        .addNewContext()
                        .withName(NAME)
                        .withNewContext()
                        .withCluster(NAME)
                        .withUser(NAME)
                        .endContext()
                        .endContext()
                        .withCurrentContext(NAME)
                        .build());
    }

    @Override
    public void close() {
        try {
            nodes.stream().filter(cluster.nodes()::contains).forEach(this::stop);
        } finally {
            account.close();
        }
    }
}
