package io.rootlesstck.junit.live;

import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.Endings;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.TckException;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.HostAddresses;
import io.rootlesstck.cluster.KubeFlannel;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.SecondHost;
import io.rootlesstck.image.KindNodeImage;
import io.rootlesstck.node.EngineNetwork;
import io.rootlesstck.node.EngineStrategy;
import io.rootlesstck.node.FoundNode;
import io.rootlesstck.node.Preset;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.UsernetesNode;
import io.rootlesstck.node.UsernetesNode.Place;
import io.rootlesstck.node.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container.ExecResult;

/**
 * A cluster that kubeadm makes of a node on each of two hosts, as Usernetes uses it. All of it ends
 * when it is closed, the second host as well.
 */
final class UsernetesCluster implements AutoCloseable {
    private static final Path FLANNEL = KitFiles.of("images/usernetes/flannel.yaml");
    private static final String CONFIG = "/etc/tck/usernetes.yaml";

    /**
     * From v1.37 on (cmd/kubeadm/app/preflight/checks.go) kubeadm looks whether etcd's ports are
     * free on the address that the API server advertises. Here that is the host's, on which no
     * process of the node can listen.
     */
    private static final String IN_SPITE_OF = "--ignore-preflight-errors=Port-2379,Port-2380";

    private static final String ADMIN = "/etc/kubernetes/admin.conf";
    private static final Duration READY = Duration.ofSeconds(120);

    private final Recipe recipe;
    private final Endings endings = new Endings();
    private @Nullable UsernetesNode control;
    private @Nullable UsernetesNode worker;
    private int port;

    /**
     * What a cluster is made of.
     *
     * @param image of its nodes
     * @param version of Kubernetes
     * @param binaries the user's own, in place of the image's
     * @param labels mark containers and networks as the kit's, for the sweep
     */
    record Recipe(
            KindNodeImage image,
            String version,
            Map<String, Path> binaries,
            Map<String, String> labels) {}

    private UsernetesCluster(Recipe recipe) {
        this.recipe = recipe;
    }

    /**
     * Makes a cluster; Flannel is not installed yet, so its nodes are not Ready.
     *
     * @param host one that a second can be made beside
     * @throws TckException if a step fails, with what its program said
     */
    static UsernetesCluster create(Host host, Recipe recipe) {
        UsernetesCluster cluster = new UsernetesCluster(recipe);
        boolean done = false;
        try {
            cluster.bringUp(host);
            done = true;
            return cluster;
        } finally {
            if (!done) {
                cluster.close();
            }
        }
    }

    private void bringUp(Host host) {
        Place near = Place.of(1, host.addressForOthers().orElseThrow());
        // The other host boots on a CPU of its own meanwhile.
        CompletableFuture<UsernetesNode> other =
                CompletableFuture.supplyAsync(
                        () -> startOnSecondHost(host, near),
                        work -> new Thread(work, "second host").start());
        boolean done = false;
        try {
            UsernetesNode first = startOnFirstHost(host, near);
            control = first;
            Progress.run("usernetes: kubeadm init", step -> init(first));
            done = true;
        } finally {
            if (!done) {
                other.handle((node, failure) -> "over").join(); // only then all can be closed
            }
        }
        worker = joined(other);
        Progress.run("usernetes: kubeadm join", step -> join());
    }

    private static UsernetesNode joined(CompletableFuture<UsernetesNode> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private UsernetesNode startOnFirstHost(Host host, Place place) {
        DockerClient engine = EngineStrategy.client(host.engine().endpoint());
        String image = recipe.image().ensure(engine);
        EngineNetwork network =
                endings.add(EngineNetwork.create(engine, recipe.labels(), place.subnet()));
        return new LoopbackPorts(host.ports())
                .start(
                        published -> {
                            port = published;
                            UsernetesNode node = describe(image, place, network);
                            return start(node.publishingApi(published));
                        });
    }

    private UsernetesNode startOnSecondHost(Host host, Place first) {
        SecondHost second = endings.add(host.second());
        DockerClient engine = EngineStrategy.client(second.engine().endpoint());
        String image = recipe.image().ensure(engine);
        Place place = Place.of(2, second.address());
        EngineNetwork network = EngineNetwork.create(engine, recipe.labels(), place.subnet());
        return start(describe(image, place, network).knowing(first));
    }

    private UsernetesNode describe(String image, Place place, EngineNetwork network) {
        return new UsernetesNode(image, place, network, recipe.labels())
                .withBinaries(recipe.binaries());
    }

    private UsernetesNode start(UsernetesNode node) {
        endings.add(node);
        return Progress.run(
                "usernetes: start the node " + node.name(),
                step -> {
                    node.start();
                    return node;
                });
    }

    private String init(UsernetesNode node) {
        node.write(CONFIG, UsernetesConfig.of(node.place(), recipe.version()));
        ExecResult checks = node.run("kubeadm", "init", "phase", "preflight", "--config=" + CONFIG);
        node.write(UsernetesNode.CHECKS, checks.getStdout() + checks.getStderr());
        return kubeadm(
                node, "kubeadm", "init", "--config=" + CONFIG, "--skip-token-print", IN_SPITE_OF);
    }

    private String join() {
        String printed = control().output("kubeadm", "token", "create", "--print-join-command");
        return kubeadm(worker(), JoinCommand.of(printed));
    }

    /** What kubeadm waits for in vain the kubelet may have told. */
    private static String kubeadm(UsernetesNode node, String... argv) {
        ExecResult result = node.run(argv);
        if (result.getExitCode() != 0) {
            throw TckException.of("run %s %s on %s".formatted(argv[0], argv[1], node.name()))
                    .found(
                            result.getStdout()
                                    + result.getStderr()
                                    + "The end of its kubelet's log:\n"
                                    + node.run(
                                                    "journalctl",
                                                    "--unit=kubelet.service",
                                                    "--lines=30",
                                                    "--output=cat",
                                                    "--no-pager")
                                            .getStdout())
                    .error();
        }
        return result.getStdout();
    }

    private UsernetesNode control() {
        return made(control);
    }

    private UsernetesNode worker() {
        return made(worker);
    }

    private static UsernetesNode made(@Nullable UsernetesNode node) {
        if (node == null) {
            throw new IllegalStateException("the cluster is not made yet");
        }
        return node;
    }

    /** A kubeconfig of its administrator, as this machine reaches the server. */
    String kubeconfig() {
        return control()
                .read(ADMIN)
                .replaceAll("server: \\S+", "server: https://127.0.0.1:" + port);
    }

    /** The node with the control plane, as one that the suites may look at and no more. */
    FoundNode first() {
        return found(control());
    }

    /** The node of the other host, likewise. */
    FoundNode second() {
        return found(worker());
    }

    private static FoundNode found(UsernetesNode node) {
        return FoundNode.in(
                node.getDockerClient(),
                node.name(),
                node.getContainerId(),
                Preset.of("usernetes").daemons());
    }

    /**
     * Gives the nodes the addresses of their hosts, installs Flannel and waits until both nodes are
     * Ready.
     *
     * @param cluster the same one, as it is looked at
     */
    void settle(Cluster cluster) {
        for (UsernetesNode node : new UsernetesNode[] {control(), worker()}) {
            HostAddresses.settle(cluster.client(), node.name(), node.place().host());
        }
        Progress.run(
                "usernetes: Flannel",
                step -> {
                    KubeFlannel flannel = new KubeFlannel(cluster.client());
                    flannel.install(FLANNEL);
                    cluster.nodes().forEach(node -> flannel.awaitReady(node.name()));
                    return flannel;
                });
        cluster.nodes().forEach(node -> awaitReady(cluster, node));
    }

    private static void awaitReady(Cluster cluster, RootlessNode node) {
        Waits.until(
                "the node %s to be Ready".formatted(node.name()),
                READY,
                () -> cluster.readyStatus(node).equals("True"));
    }

    @Override
    public void close() {
        Progress.run(
                "usernetes: end the cluster and its second host",
                step -> {
                    endings.close();
                    return true;
                });
    }
}
