package io.rootlesstck.node;

import io.rootlesstck.document.DocumentException;
import io.rootlesstck.document.Place;
import io.rootlesstck.scenario.Kmsg;
import io.rootlesstck.scenario.NodeSettings;
import io.rootlesstck.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A container that runs a container runtime and a kubelet with the files of a scenario.
 *
 * <p>The container and its runtime stay; the kubelet is restarted for each scenario, which takes
 * about 3 s instead of 30.
 */
public class RootlessNode extends TckContainer<RootlessNode> {
    /** Where the files of a scenario go on a node, by name: the documented default paths. */
    private static final Map<String, String> PLACES =
            Map.of(
                    "kubelet.yaml",
                    "/etc/kubernetes/kubelet.yaml",
                    "kubelet-crio.yaml",
                    "/etc/kubernetes/kubelet.conf.d/20-crio.conf",
                    "kube-proxy.yaml",
                    "/etc/kubernetes/kube-proxy.yaml",
                    "containerd.toml",
                    "/etc/containerd/config.toml",
                    "crio.conf",
                    "/etc/crio/crio.conf",
                    NodeRuntime.CRIO_OCI,
                    "/etc/crio/crio.conf.d/20-oci.conf",
                    "crio.env",
                    "/etc/tck/env/crio",
                    "cni.conflist",
                    "/etc/cni/net.d/10-tck.conflist",
                    "net-conf.json",
                    "/etc/kube-flannel/net-conf.json");

    private static final Duration RUNTIME_LIMIT = Duration.ofSeconds(60);

    private final Map<String, String> onNode = new LinkedHashMap<>();
    private List<String> without = List.of();
    private final Map<String, String> plainArguments = new HashMap<>();
    private boolean procCrafted;
    private NodeRuntime nodeRuntime = NodeRuntime.containerd();

    /** The daemons that run besides the runtime, for it. */
    private List<String> besides = List.of();

    /**
     * Describes a node; it is not started yet.
     *
     * @param image the node image
     * @param name its host name, and the name of its Node object
     */
    @API(status = API.Status.INTERNAL)
    public RootlessNode(
            String image, String name, EngineNetwork network, Map<String, String> labels) {
        super(image, name, network, labels);
    }

    /**
     * Gives the node only some of the cgroup controllers that the engine gave it, as a host does
     * that delegates no more.
     */
    public RootlessNode withControllers(@Nullable List<String> controllers) {
        if (controllers != null) {
            withEnv("TCK_CONTROLLERS", String.join(" ", controllers));
        }
        return this;
    }

    /** Gives the node a systemd as its first process, above the daemons' own supervisor. */
    public RootlessNode withSystemd(boolean systemd) {
        if (systemd) {
            withEnv("TCK_SYSTEMD", "true");
        }
        return this;
    }

    /** Gives the node another container runtime than containerd. */
    @API(status = API.Status.INTERNAL)
    public RootlessNode withRuntime(NodeRuntime runtime) {
        this.nodeRuntime = runtime;
        return this;
    }

    /** Which container runtime it has. */
    @API(status = API.Status.INTERNAL)
    public NodeRuntime nodeRuntime() {
        return nodeRuntime;
    }

    /** Whether programs can be run on it: not on one that only its API is known of. */
    public boolean isReachable() {
        return true;
    }

    /** The node's kubelet. */
    public Daemon kubelet() {
        return daemon("kubelet");
    }

    /** The node's kube-proxy. */
    public Daemon proxy() {
        return daemon("kube-proxy");
    }

    /** The node's container runtime. */
    public Daemon runtime() {
        return daemon(nodeRuntime.name());
    }

    /**
     * Lays out what a scenario asks of the node: its files, and its {@code /dev/kmsg}. The runtime
     * is started, or started again where its file changed; the kubelet is ended.
     */
    public void prepare(Scenario scenario) {
        kubelet().stop();
        boolean runtimeChanged = put(scenario);
        kmsg(scenario.node().kmsg());
        equip(scenario.node());
        proc(scenario.node().proc());
        if (runtimeChanged) {
            startRuntime(scenario);
        }
    }

    /** Gives a daemon one more argument, from its next start on. */
    public void addArgument(Daemon daemon, String argument) {
        String place = "/etc/tck/args/" + daemon.name();
        write(place, read(place) + argument + "\n");
    }

    /**
     * Lays out the files of a scenario for a daemon beside the kubelet, which goes on. The runtime
     * is started again where its file changed.
     */
    public void putFiles(Scenario scenario) {
        if (put(scenario)) {
            startRuntime(scenario);
        }
    }

    /** Takes away the programs that a scenario has not, and no other; the kubelet may go on. */
    public void equip(NodeSettings wanted) {
        if (!wanted.without().equals(without)) {
            List<String> argv = new ArrayList<>(List.of("tck-without"));
            argv.addAll(wanted.without());
            output(argv.toArray(String[]::new));
            without = wanted.without();
        }
    }

    /**
     * Lays out the files of a scenario for kube-proxy, which is ended: it ends by itself when its
     * file changes. The runtime is started again where its file changed; the kubelet goes on.
     */
    public void prepareProxy(Scenario scenario) {
        proxy().stop();
        if (put(scenario)) {
            startRuntime(scenario);
        }
        limitOpenFiles(proxy(), scenario.node().openFiles());
    }

    /**
     * Lays out the files of a scenario and starts the container runtime with them, and the daemons
     * that it needs; the kubelet goes on.
     *
     * @param limit how long it may neither answer nor end
     */
    public Daemon.Waited runRuntime(Scenario scenario, Duration limit) {
        put(scenario);
        startUnder(scenario);
        return runtime().await(limit, nodeRuntime.answers());
    }

    /**
     * Upgrades the container runtime: ends it, gives the node other binaries, and starts it with
     * the same files. Pods and the kubelet go on.
     *
     * @param binaries by their names on a node
     * @throws io.rootlesstck.base.TckException if the new one does not answer in time, with its log
     */
    public void upgradeRuntime(Map<String, Path> binaries) {
        runtime().stop();
        binaries.forEach(this::putBinary);
        runtime().start();
        runtime().awaitReady(RUNTIME_LIMIT, nodeRuntime.answers());
    }

    /** Takes away what CNI plugins and Flannel left behind: devices, routes, rules and leases. */
    public void resetNetwork() {
        output("tck-cni-reset");
    }

    /** Whether the files that it was last given are those of a scenario. */
    public boolean hasFilesOf(Scenario scenario) {
        return nodeRuntime.files(scenario).entrySet().stream()
                .allMatch(file -> file.getValue().equals(onNode.get(PLACES.get(file.getKey()))));
    }

    /** Starts the container runtime anew and loads the workload image into it. */
    private void startRuntime(Scenario scenario) {
        startUnder(scenario);
        runtime().awaitReady(RUNTIME_LIMIT, nodeRuntime.answers());
        output("tck-images");
    }

    /**
     * Restarts the node, as after a power cut: all its processes are killed, its memory and its
     * tmpfs are lost, its files stay. The runtime is started again, the kubelet is not.
     */
    public void restart(Scenario scenario) {
        getDockerClient().restartContainerCmd(getContainerId()).withTimeout(0).exec();
        waitUntilContainerStarted();
        besides = List.of();
        startRuntime(scenario);
    }

    private void startUnder(Scenario scenario) {
        runtime().stop();
        List<String> wanted = scenario.node().daemons();
        besides.stream().filter(name -> !wanted.contains(name)).forEach(n -> daemon(n).stop());
        wanted.stream().filter(name -> !besides.contains(name)).forEach(n -> daemon(n).start());
        besides = wanted;
        runtime().start();
    }

    /**
     * Goes on if a node has a place for each file of a scenario.
     *
     * @throws DocumentException naming the file that it has none for
     */
    public static void requirePlaces(Scenario scenario) {
        for (String name : scenario.files().keySet()) {
            if (!PLACES.containsKey(name)) {
                throw new DocumentException(
                        Place.of(scenario.dir().resolve(name)),
                        "a node has no place for a file of this name, but for %s"
                                .formatted(String.join(", ", new TreeSet<>(PLACES.keySet()))));
            }
        }
    }

    private boolean put(Scenario scenario) {
        requirePlaces(scenario);
        boolean runtimeChanged = false;
        for (Map.Entry<String, String> file : nodeRuntime.files(scenario).entrySet()) {
            String place = Objects.requireNonNull(PLACES.get(file.getKey()));
            if (!file.getValue().equals(onNode.put(place, file.getValue()))) {
                write(place, file.getValue());
                runtimeChanged |= nodeRuntime.reads(file.getKey());
            }
        }
        return runtimeChanged;
    }

    /** Has a daemon started with a limit of open files, or with the node's own. */
    private void limitOpenFiles(Daemon daemon, @Nullable Integer limit) {
        String place = "/etc/tck/args/" + daemon.name();
        String plain = plainArguments.computeIfAbsent(place, this::read);
        String wanted =
                limit == null
                        ? plain
                        : "prlimit%n--nofile=%d:%d%n%s".formatted(limit, limit, plain);
        if (!wanted.equals(onNode.getOrDefault(place, plain))) {
            write(place, wanted);
            onNode.put(place, wanted);
        }
    }

    private void kmsg(Kmsg wanted) {
        output("tck-kmsg", wanted.key());
    }

    /** Each time anew, for a kubelet may have written to the files; nothing is the usual case. */
    private void proc(Map<String, String> wanted) {
        if (!wanted.isEmpty() || procCrafted) {
            List<String> argv = new ArrayList<>(List.of("tck-proc"));
            wanted.forEach((key, value) -> argv.add(key + "=" + value));
            output(argv.toArray(String[]::new));
            procCrafted = !wanted.isEmpty();
        }
    }
}
