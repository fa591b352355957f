package io.rootlesstck.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rootlesstck.base.NotOursException;
import io.rootlesstck.base.Progress;
import io.rootlesstck.node.Daemon;
import io.rootlesstck.node.EngineNetwork;
import io.rootlesstck.node.NodeRuntime;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A control plane and the nodes that joined it, all on one rootless engine. */
public final class Cluster implements AutoCloseable {
    /** Its health alone is told before the first rules are set; then it names no family yet. */
    private static final String[] PROXY_READY = {
        "sh",
        "-c",
        "curl -fsS --max-time 2 http://127.0.0.1:10256/healthz | jq -e '.status | length > 0'"
    };

    /** The kubelet's API, and VXLAN. */
    private static final List<ExposedPort> PUBLISHED =
            List.of(ExposedPort.tcp(10250), ExposedPort.udp(8472));

    private static final Duration FOUND_ANSWERS = Duration.ofSeconds(60);

    private final String image;
    private final String version;
    private final NodeRuntime runtime;
    private final Map<String, Path> binaries;
    private final Map<String, String> labels;
    private final @Nullable EngineNetwork network;
    private final @Nullable ControlPlane controlPlane;
    private final @Nullable FoundCluster found;
    private final List<RootlessNode> nodes = new ArrayList<>();
    private final Set<String> registered = new HashSet<>();
    private final Set<String> canProxy = new HashSet<>();
    private @Nullable ProxyAccount proxyAccount;
    private @Nullable KubernetesClient client;

    /**
     * Starts a control plane.
     *
     * @param engine where
     * @param image the node image
     * @param version of Kubernetes, for example {@code v1.37.2}
     * @param runtime the container runtime of its nodes
     * @param binaries the user's own, in place of the image's
     * @param labels mark containers and networks as the kit's, for the sweep
     * @param outside the address of the engine's host where nodes of other hosts reach the API
     * @param publish starts a container with one of the loopback ports that the host offers: calls
     *     the function with a port until it does not throw for want of that port
     */
    @API(status = API.Status.INTERNAL)
    public static Cluster start(
            DockerClient engine,
            String image,
            String version,
            NodeRuntime runtime,
            Map<String, Path> binaries,
            Map<String, String> labels,
            Optional<String> outside,
            Publisher publish) {
        EngineNetwork network = EngineNetwork.create(engine, labels);
        ControlPlane controlPlane =
                publish.start(
                        port -> {
                            ControlPlane made =
                                    new ControlPlane(
                                            image,
                                            "tck-control-plane",
                                            network,
                                            labels,
                                            port,
                                            outside);
                            made.withBinaries(binaries).start();
                            return made;
                        });
        Cluster cluster =
                new Cluster(image, version, runtime, binaries, labels, network, controlPlane);
        controlPlane.up(version);
        return cluster;
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
        this.image = "";
        this.version = version;
        this.runtime = node.nodeRuntime();
        this.binaries = Map.of();
        this.labels = Map.of();
        this.network = null;
        this.controlPlane = null;
        this.client = client;
        this.found = new FoundCluster(this, scenarios);
        nodes.add(node);
    }

    private Cluster(
            String image,
            String version,
            NodeRuntime runtime,
            Map<String, Path> binaries,
            Map<String, String> labels,
            EngineNetwork network,
            ControlPlane controlPlane) {
        this.image = image;
        this.version = version;
        this.runtime = runtime;
        this.binaries = binaries;
        this.labels = labels;
        this.network = network;
        this.controlPlane = controlPlane;
        this.found = null;
    }

    /**
     * The control plane.
     *
     * @throws NotOursException if the kit did not make it
     */
    public ControlPlane controlPlane() {
        if (controlPlane == null) {
            throw new NotOursException("have the control plane in a container of its own");
        }
        return controlPlane;
    }

    /** What the API server wrote, or a word that it is not the kit's; for evidence. */
    public String apiServerLog() {
        return controlPlane == null
                ? "the cluster is not the kit's"
                : controlPlane.daemon("kube-apiserver").logOrNone();
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

    private EngineNetwork ownNetwork() {
        if (network == null) {
            throw new NotOursException("add a node to the cluster");
        }
        return network;
    }

    /** The nodes, in the order in which they joined. */
    public List<RootlessNode> nodes() {
        return List.copyOf(nodes);
    }

    /** A client with the administrator's rights. */
    public synchronized KubernetesClient client() {
        if (client == null) {
            ControlPlane own = controlPlane();
            own.awaitApi();
            Config config = Config.fromKubeconfig(own.adminKubeconfig());
            config.setMasterUrl("https://127.0.0.1:" + own.port());
            config.setRequestRetryBackoffLimit(3);
            client = new KubernetesClientBuilder().withConfig(config).build();
            letTheApiServerReachKubelets(client);
        }
        return client;
    }

    /**
     * Lets the API server read logs, metrics and configurations from kubelets: kubeadm's
     * certificate for that names a user of no group, and the role for it is there but bound to
     * nobody.
     */
    private static void letTheApiServerReachKubelets(KubernetesClient client) {
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
        Map<String, Path> all = new TreeMap<>(binaries);
        all.putAll(others);
        RootlessNode node = new RootlessNode(image, name, ownNetwork(), labels);
        node.withRuntime(runtime)
                .withBinaries(all)
                .withControllers(scenario.node().controllers())
                .withSystemd(scenario.node().systemd());
        node.start();
        nodes.add(node);
        node.prepare(scenario);
        NodeCredentials.of(controlPlane().kubeconfig(name)).putOn(node);
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
        EngineNetwork around = ownNetwork();
        String kubeconfig = controlPlane().kubeconfig(name);
        if (engine != null) {
            around = EngineNetwork.create(engine, labels); // which goes when its host does
            kubeconfig =
                    kubeconfig.replaceAll("server: \\S+", "server: " + controlPlane().urlOutside());
        }
        RootlessNode node = new RootlessNode(image, name, around, labels);
        node.withRuntime(runtime).withBinaries(binaries).publishing(address, PUBLISHED);
        node.start();
        nodes.add(node);
        // Else the kubelet would take the address of its host out of its Node object again.
        node.addArgument(node.kubelet(), "--cloud-provider=external");
        node.prepare(scenario);
        NodeCredentials.of(kubeconfig).putOn(node);
        return node;
    }

    /** Tells the cluster and Flannel at which address of its host a node is reached. */
    public void announce(RootlessNode node, String address) {
        ownNetwork();
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
        ownNetwork();
        node.close();
        nodes.remove(node);
        client().nodes().withName(node.name()).delete();
        registered.remove(node.name());
        canProxy.remove(node.name());
    }

    /**
     * Starts the kubelet of a node with the files of a scenario, and waits until its node is Ready
     * or it ends, whichever comes first.
     *
     * @param limit how long neither may be the case
     */
    public KubeletRun run(RootlessNode node, Scenario scenario, Duration limit) {
        if (found != null) {
            return told(node, found.kubelet(node, scenario, limit));
        }
        long begun = System.nanoTime();
        node.prepare(scenario);
        client();
        if (registered.contains(node.name())) {
            forgetReady(node.name());
        }
        Daemon kubelet = node.kubelet();
        kubelet.start();
        Daemon.Waited waited = kubelet.await(limit, "tck-kubelet-ready");
        if (waited.outcome() == Daemon.Outcome.READY) {
            registered.add(node.name());
        }
        return told(node, new KubeletRun(scenario, waited, kubelet.log(), since(begun)));
    }

    /**
     * Starts the kube-proxy of a node, whose kubelet has registered it, with the files of a
     * scenario, and waits until it is healthy and has set its rules or it ends, whichever comes
     * first.
     *
     * @param limit how long neither may be the case
     */
    public ProxyRun runProxy(RootlessNode node, Scenario scenario, Duration limit) {
        if (found != null) {
            return told(node, found.proxy(node, scenario, limit, PROXY_READY));
        }
        long begun = System.nanoTime();
        node.prepareProxy(scenario);
        if (canProxy.add(node.name())) {
            proxyAccount().putOn(node, controlPlane().authority());
        }
        ProxyAccount.show(node);
        Daemon proxy = node.proxy();
        proxy.start();
        Daemon.Waited waited = proxy.await(limit, PROXY_READY);
        return told(node, new ProxyRun(scenario, waited, proxy.log(), since(begun)));
    }

    /**
     * Starts the container runtime of a node with the files of a scenario, and waits until it
     * answers or ends, whichever comes first; the node's kubelet goes on.
     *
     * @param limit how long neither may be the case
     */
    public RuntimeRun runRuntime(RootlessNode node, Scenario scenario, Duration limit) {
        long begun = System.nanoTime();
        Daemon.Waited waited = node.runRuntime(scenario, limit);
        Daemon runtime = node.runtime();
        return told(
                node,
                new RuntimeRun(runtime.name(), scenario, waited, runtime.log(), since(begun)));
    }

    private ProxyAccount proxyAccount() {
        if (proxyAccount == null) {
            proxyAccount = ProxyAccount.create(client());
        }
        return proxyAccount;
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static <R extends DaemonRun> R told(RootlessNode node, R run) {
        Progress.line(
                "%s on %s with %s: %s after %.1f s"
                        .formatted(
                                run.daemon(),
                                node.name(),
                                run.scenario().name(),
                                run.waited().outcome(),
                                run.took().toMillis() / 1e3));
        return run;
    }

    /**
     * Sets a node's Ready condition to Unknown, as the node controller does with a node it hears
     * nothing of: what stands there afterwards is the next kubelet's own word.
     */
    private void forgetReady(String name) {
        client().nodes()
                .withName(name)
                .editStatus(
                        node ->
                                new NodeBuilder(node)
                                        .editStatus()
                                        .editMatchingCondition(c -> c.getType().equals("Ready"))
                                        .withStatus("Unknown")
                                        .withReason("RootlessTckRestart")
                                        .withMessage("the kubelet is being started anew")
                                        .endCondition()
                                        .endStatus()
                                        .build());
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
        if (controlPlane != null && network != null) {
            controlPlane.close();
            network.close();
        }
    }
}
