package io.rootlesstck.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rootlesstck.node.EngineNetwork;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The containers of a cluster that the kit makes: a control plane, and nodes that may join it. */
final class OwnCluster implements AutoCloseable {
    /** The kubelet's API, and VXLAN. */
    private static final List<ExposedPort> PUBLISHED =
            List.of(ExposedPort.tcp(10250), ExposedPort.udp(8472));

    private final NodeRecipe recipe;
    private final EngineNetwork network;
    private final ControlPlane controlPlane;

    private OwnCluster(NodeRecipe recipe, EngineNetwork network, ControlPlane controlPlane) {
        this.recipe = recipe;
        this.network = network;
        this.controlPlane = controlPlane;
    }

    /** Starts the control plane; see {@link Cluster#start}. */
    static OwnCluster start(
            DockerClient engine,
            NodeRecipe recipe,
            Optional<String> outside,
            Cluster.Publisher publish) {
        EngineNetwork network = EngineNetwork.create(engine, recipe.labels());
        ControlPlane controlPlane =
                publish.start(
                        port -> {
                            ControlPlane made =
                                    new ControlPlane(
                                            recipe.image(),
                                            "tck-control-plane",
                                            network,
                                            recipe.labels(),
                                            port,
                                            outside);
                            made.withBinaries(recipe.binaries()).start();
                            return made;
                        });
        OwnCluster cluster = new OwnCluster(recipe, network, controlPlane);
        controlPlane.up(recipe.version());
        return cluster;
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    /** A client with the administrator's rights, once the API answers. */
    KubernetesClient client() {
        controlPlane.awaitApi();
        Config config = Config.fromKubeconfig(controlPlane.adminKubeconfig());
        config.setMasterUrl("https://127.0.0.1:" + controlPlane.port());
        config.setRequestRetryBackoffLimit(3);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /**
     * Lets the API server read logs, metrics and configurations from kubelets: kubeadm's
     * certificate for that names a user of no group, and the role for it is there but bound to
     * nobody.
     */
    static void letTheApiServerReachKubelets(KubernetesClient client) {
        client.resource(
                        new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName("tck:kube-apiserver-kubelet-client")
                                .endMetadata()
                                .withNewRoleRef()
                                .withApiGroup("rbac.authorization.k8s.io")
                                .withKind("ClusterRole")
                                .withName("system:kubelet-api-admin")
                                .endRoleRef()
                                .addNewSubject()
                                .withApiGroup("rbac.authorization.k8s.io")
                                .withKind("User")
                                .withName("kube-apiserver-kubelet-client")
                                .endSubject()
                                .build())
                .create();
    }

    /** Starts a node's container and its runtime; see {@link Cluster#addNode}. */
    RootlessNode start(String name, Scenario scenario, Map<String, Path> others) {
        Map<String, Path> binaries = new TreeMap<>(recipe.binaries());
        binaries.putAll(others);
        RootlessNode node = new RootlessNode(recipe.image(), name, network, recipe.labels());
        node.withRuntime(recipe.runtime())
                .withBinaries(binaries)
                .withControllers(scenario.node().controllers())
                .withSystemd(scenario.node().systemd());
        node.start();
        return node;
    }

    /** Gives a node what it needs to join. */
    void prepare(RootlessNode node, Scenario scenario) {
        node.prepare(scenario);
        NodeCredentials.of(controlPlane.kubeconfig(node.name())).putOn(node);
    }

    /** Starts a node that publishes ports; see {@link Cluster#addPublishedNode}. */
    RootlessNode startPublished(String name, @Nullable DockerClient engine, String address) {
        EngineNetwork around =
                engine == null
                        ? network
                        // Which goes when its host does.
                        : EngineNetwork.create(engine, recipe.labels());
        RootlessNode node = new RootlessNode(recipe.image(), name, around, recipe.labels());
        node.withRuntime(recipe.runtime())
                .withBinaries(recipe.binaries())
                .publishing(address, PUBLISHED);
        node.start();
        return node;
    }

    /**
     * Gives a node that publishes ports what it needs to join.
     *
     * @param elsewhere whether it is on another host than the control plane
     */
    void preparePublished(RootlessNode node, Scenario scenario, boolean elsewhere) {
        String kubeconfig = controlPlane.kubeconfig(node.name());
        if (elsewhere) {
            kubeconfig =
                    kubeconfig.replaceAll("server: \\S+", "server: " + controlPlane.urlOutside());
        }
        // Else the kubelet would take the address of its host out of its Node object again.
        node.addArgument(node.kubelet(), "--cloud-provider=external");
        node.prepare(scenario);
        NodeCredentials.of(kubeconfig).putOn(node);
    }

    @Override
    public void close() {
        controlPlane.close();
        network.close();
    }
}
