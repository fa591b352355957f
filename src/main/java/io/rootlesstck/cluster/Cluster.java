package io.rootlesstck.cluster;

import com.github.dockerjava.api.DockerClient;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rootlesstck.base.NotOursException;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A control plane and the nodes that joined it, all on one rootless engine. */
public final class Cluster implements AutoCloseable {
    private static final String HAVE_CONTROL_PLANE =
            "have the control plane in a container of its own";

    private static final String ADD_A_NODE = "add a node to the cluster";

    private static final Duration FOUND_ANSWERS = Duration.ofSeconds(60);

    private final String version;
    private final @Nullable OwnCluster own;
    private final @Nullable FoundCluster found;
    private final NodeDaemons daemons;
    private final List<RootlessNode> nodes = new ArrayList<>();
    private @Nullable KubernetesClient client;

    /**
     * Starts a control plane.
     *
     * @param engine where
     * @param recipe what it and its nodes are made of
     * @param outside the address of the engine's host where nodes of other hosts reach the API
     * @param publish starts a container with one of the loopback ports that the host offers: calls
     *     the function with a port until it does not throw for want of that port
     */
    @API(status = API.Status.INTERNAL)
    public static Cluster start(
            DockerClient engine, NodeRecipe recipe, Optional<String> outside, Publisher publish) {
        return new Cluster(recipe.version(), OwnCluster.start(engine, recipe, outside, publish));
    }

    /** Starts a container that publishes a port; which port is the host's matter. */
    @API(status = API.Status.INTERNAL)
    public interface Publisher {
        /** Calls {@code start} with a port that is free. */
        <T> T start(IntFunction<T> start);
    }

    /**
     * Takes a cluster that the kit did not make. What runs there is used as it is, and whatever
     * would change it throws {@link NotOursException}.
     *
     * @param kubeconfig of its administrator
     * @param version of Kubernetes that the cell asks for
     * @param node whose kubelet is looked at
     * @param scenarios all that there are
     * @param others that the cluster has, if they are known
     */
    @API(status = API.Status.INTERNAL)
    public static Cluster found(
            String kubeconfig,
            String version,
            RootlessNode node,
            Scenarios scenarios,
            RootlessNode... others) {
        Config config = Config.fromKubeconfig(kubeconfig);
        config.setRequestRetryBackoffLimit(3);
        // Its control plane may share one CPU with the node and all that runs there.
        config.setRequestTimeout((int) FOUND_ANSWERS.toMillis());
        config.setConnectionTimeout((int) FOUND_ANSWERS.toMillis());
        Cluster cluster =
                new Cluster(
                        version,
                        new KubernetesClientBuilder().withConfig(config).build(),
                        node,
                        scenarios);
        cluster.nodes.addAll(List.of(others));
        return cluster;
    }

    private Cluster(
            String version, KubernetesClient client, RootlessNode node, Scenarios scenarios) {
        this.version = version;
        this.client = client;
        this.own = null;
        this.found = new FoundCluster(this, scenarios);
        this.daemons = new NodeDaemons(this, found);
        nodes.add(node);
    }

    private Cluster(String version, OwnCluster own) {
        this.version = version;
        this.own = own;
        this.found = null;
        this.daemons = new NodeDaemons(this, null);
    }

    /** The cluster as the kit's own, for something that is not done to another's. */
    private OwnCluster own(String change) {
        if (own == null) {
            throw new NotOursException(change);
        }
        return own;
    }

    /**
     * The control plane.
     *
     * @throws NotOursException if the kit did not make it
     */
    public ControlPlane controlPlane() {
        return own(HAVE_CONTROL_PLANE).controlPlane();
    }

    /** What the API server wrote, or a word that it is not the kit's; for evidence. */
    public String apiServerLog() {
        return own == null
                ? "the cluster is not the kit's"
                : own.controlPlane().daemon("kube-apiserver").logOrNone();
    }

    /**
     * In what the configuration of a node is not the page's: nothing for one of the kit's own, and
     * what else somebody else chose.
     */
    public Map<String, String> deviations(RootlessNode node) {
        return found == null ? Map.of() : found.deviations(node);
    }

    /** The verbosity at which a node's kubelet logs; that of the kit's own is 2. */
    public int kubeletVerbosity(RootlessNode node) {
        return found == null
                ? 2
                : found.kubeletConfig(node).path("logging").path("verbosity").asInt(0);
    }

    /**
     * Goes on if a node has the image that all pods are made of.
     *
     * @throws NotOursException if it is not the kit's and has it not
     */
    void requireWorkload(RootlessNode node) {
        if (found != null) {
            found.requireWorkload(node);
        }
    }

    /** The nodes, in the order in which they joined. */
    public List<RootlessNode> nodes() {
        return List.copyOf(nodes);
    }

    /** A client with the administrator's rights. */
    public synchronized KubernetesClient client() {
        if (client == null) {
            client = own(HAVE_CONTROL_PLANE).client();
            OwnCluster.letTheApiServerReachKubelets(client);
        }
        return client;
    }

    /**
     * Starts a node's container and its runtime, and gives it what it needs to join; its kubelet is
     * not started.
     *
     * @param scenario its files, and the controllers it is to have
     */
    public RootlessNode addNode(String name, Scenario scenario) {
        return addNode(name, scenario, Map.of());
    }

    /**
     * The same, with binaries of its own.
     *
     * @param others what it has instead of the image's and of what the user gave, by name
     */
    public RootlessNode addNode(String name, Scenario scenario, Map<String, Path> others) {
        OwnCluster made = own(ADD_A_NODE);
        RootlessNode node = made.start(name, scenario, others);
        nodes.add(node);
        made.prepare(node, scenario);
        return node;
    }

    /**
     * Starts a node as Usernetes does where nodes are on several hosts: behind its engine's address
     * translation, with the ports published that other hosts have to reach.
     *
     * @param engine of its host; null for the cluster's own
     * @param address of its host, where the ports are published
     */
    public RootlessNode addPublishedNode(
            String name, Scenario scenario, @Nullable DockerClient engine, String address) {
        OwnCluster made = own(ADD_A_NODE);
        RootlessNode node = made.startPublished(name, engine, address);
        nodes.add(node);
        made.preparePublished(node, scenario, engine != null);
        return node;
    }

    /** Tells the cluster and Flannel at which address of its host a node is reached. */
    public void announce(RootlessNode node, String address) {
        own(ADD_A_NODE);
        HostAddresses.tellFlannel(client(), node.name(), address);
        client().nodes()
                .withName(node.name())
                .editStatus(
                        found ->
                                new NodeBuilder(found)
                                        .editStatus()
                                        .removeMatchingFromAddresses(
                                                known ->
                                                        known.getType()
                                                                .equals(HostAddresses.EXTERNAL))
                                        .addNewAddress(address, HostAddresses.EXTERNAL)
                                        .endStatus()
                                        .build());
    }

    /**
     * Takes back from Flannel what {@link #announce} told it of a node.
     *
     * @return the address that was announced
     */
    public String withdraw(RootlessNode node) {
        return HostAddresses.withdraw(client(), node.name());
    }

    /** Ends a node, and takes its Node object away. */
    public void removeNode(RootlessNode node) {
        own(ADD_A_NODE);
        node.close();
        nodes.remove(node);
        client().nodes().withName(node.name()).delete();
        daemons.forget(node);
    }

    /**
     * Starts the kubelet of a node with the files of a scenario, and waits until its node is Ready
     * or it ends, whichever comes first.
     *
     * @param limit how long neither may be the case
     */
    public KubeletRun run(RootlessNode node, Scenario scenario, Duration limit) {
        return daemons.kubelet(node, scenario, limit);
    }

    /**
     * Starts the kube-proxy of a node, whose kubelet has registered it, with the files of a
     * scenario, and waits until it is healthy and has set its rules or it ends, whichever comes
     * first.
     *
     * @param limit how long neither may be the case
     */
    public ProxyRun runProxy(RootlessNode node, Scenario scenario, Duration limit) {
        return daemons.proxy(node, scenario, limit);
    }

    /**
     * Starts the container runtime of a node with the files of a scenario, and waits until it
     * answers or ends, whichever comes first; the node's kubelet goes on.
     *
     * @param limit how long neither may be the case
     */
    public RuntimeRun runRuntime(RootlessNode node, Scenario scenario, Duration limit) {
        return daemons.runtime(node, scenario, limit);
    }

    /** The Node object of a node. */
    public Node node(RootlessNode node) {
        return client().nodes().withName(node.name()).require();
    }

    /** When the lease of a node was last renewed. */
    public Instant leaseRenewed(RootlessNode node) {
        return client().leases()
                .inNamespace("kube-node-lease")
                .withName(node.name())
                .require()
                .getSpec()
                .getRenewTime()
                .toInstant();
    }

    /** The status of a node's Ready condition: True, False or Unknown. */
    public String readyStatus(RootlessNode node) {
        return node(node).getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(NodeCondition::getStatus)
                .findFirst()
                .orElse("Unknown");
    }

    /** The pods of the cluster. */
    public Pods pods() {
        return new Pods(this);
    }

    /**
     * Creates all objects of a manifest file, which may hold several documents; they are deleted
     * when it is closed.
     *
     * @param node where pods go that name no node
     * @throws io.rootlesstck.document.DocumentException naming the place in the file, if it is no
     *     manifest or the API server rejects it; nothing of the file is then left in the cluster
     */
    public Manifests apply(Path file, RootlessNode node) {
        return Manifests.apply(this, file, node);
    }

    /** What a path of the API answers, as text. */
    public String raw(String path) {
        return client().raw(path);
    }

    /** All events of the cluster, oldest first, a line each; for evidence. */
    public String events() {
        return client().v1().events().inAnyNamespace().list().getItems().stream()
                .sorted(Comparator.comparing(event -> event.getMetadata().getCreationTimestamp()))
                .map(
                        event ->
                                String.join(
                                        " ",
                                        event.getMetadata().getCreationTimestamp(),
                                        event.getType(),
                                        event.getReason(),
                                        event.getInvolvedObject().getKind()
                                                + "/"
                                                + event.getInvolvedObject().getName(),
                                        event.getMessage()))
                .collect(Collectors.joining("\n"));
    }

    /** A node's Node object as YAML, or a word that there is none; for evidence. */
    public String describe(RootlessNode node) {
        Node found = client().nodes().withName(node.name()).get();
        return found == null ? "there is no Node object" : Serialization.asYaml(found);
    }

    /** The version of Kubernetes that the cluster was made for. */
    public String version() {
        return version;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        nodes.forEach(RootlessNode::close);
        if (own != null) {
            own.close();
        }
    }
}
