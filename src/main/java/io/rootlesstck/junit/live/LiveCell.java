package io.rootlesstck.junit.live;

import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.Sweep;
import io.rootlesstck.base.TckException;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.component.Components;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.HostServices;
import io.rootlesstck.host.Hosts;
import io.rootlesstck.host.NoHostException;
import io.rootlesstck.host.Selection;
import io.rootlesstck.host.engine.RunLabels;
import io.rootlesstck.image.NodeImage;
import io.rootlesstck.junit.CellResources;
import io.rootlesstck.junit.NotRun;
import io.rootlesstck.junit.Once;
import io.rootlesstck.junit.RunContext;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.node.EngineStrategy;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.PassedOver;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One cell, up: its host, its cluster and its node. */
final class LiveCell implements CellResources {
    /** What tests may ask for. */
    static final Set<Class<?>> OFFERS =
            Set.of(
                    Kubelets.class,
                    Proxies.class,
                    Runtimes.class,
                    Upgrade.class,
                    Cluster.class,
                    RootlessNode.class,
                    Host.class,
                    HostWatch.class);

    private static final String DOCUMENTED = "kubelet/documented";

    private static final String RYUK_DISABLED = "TESTCONTAINERS_RYUK_DISABLED";

    /** Hosts are chosen one after another: what one builds the next one finds in the cache. */
    private static final Lock CHOOSING = new ReentrantLock();

    private final RunDir run;
    private final Selection selection;
    private final Cluster cluster;
    private final RootlessNode node;
    private final HostSysctls sysctls;
    private final HostWatch watch;
    private final Kubelets kubelets;
    private final Proxies proxies;
    private final Runtimes runtimes;
    private final Upgrade upgrade;
    private final NodeEvidence evidence;
    private final SortedMap<String, Double> timings;
    private final HostFacts facts;

    /** What ends a cluster that the kit did not make itself; nothing for one that it did. */
    private final Optional<Runnable> end;

    private LiveCell(
            RunDir run,
            Selection selection,
            Scenarios scenarios,
            Upgrade upgrade,
            Cluster cluster,
            RootlessNode node,
            SortedMap<String, Double> timings,
            Optional<HostWatch> watch,
            List<HostWatch> watches,
            Optional<Runnable> end) {
        this.run = run;
        this.end = end;
        this.upgrade = upgrade;
        this.selection = selection;
        this.cluster = cluster;
        this.node = node;
        this.timings = timings;
        this.facts = selection.host().facts();
        this.sysctls =
                new HostSysctls(
                        // A kubelet that runs already does not care for what is set now.
                        end.isPresent()
                                ? Optional.empty()
                                : selection.host().root().filter(HostRoot::ownsKernel),
                        key ->
                                node.isReachable()
                                        ? node.read("/proc/sys/" + key.replace('.', '/')).strip()
                                        : "unknown");
        sysctls.apply(Map.of(), null);
        this.watch =
                watch.orElseGet(
                        () -> new HostWatch(selection.host().root(), this::atRest, watches));
        this.kubelets = new Kubelets(scenarios, cluster, node, sysctls);
        this.proxies = new Proxies(scenarios, cluster, node, sysctls);
        this.runtimes = new Runtimes(kubelets);
        this.evidence = new NodeEvidence(kubelets);
    }

    /**
     * Brings a cell up on one host.
     *
     * @param settings those of the run, with what is this host's own
     * @param watches what is watched of the cell's hosts, to which this one is added
     */
    static LiveCell open(
            Cell cell, RunContext context, Settings settings, List<HostWatch> watches) {
        requireNoRyuk();
        Cache cache = Cache.of(settings);
        Sweep.run(cache);
        SortedMap<String, Double> timings = new TreeMap<>();
        long begun = System.nanoTime();

        Map<String, Path> given = new Components(settings, cache).given();
        CellRuntime runtime = CellRuntime.of(cell, context.matrix(), settings, cache);
        // Asked for after an engine that is there was looked at: what it needs may take minutes.
        Once<NodeImage> image = new Once<>(runtime::image);

        RunDir run = RunDir.open(cache);
        Opening opening = new Opening(run);
        try {
            Selection selection = select(cell, settings, cache, image);
            opening.host = selection.host();
            selection.host().root().ifPresent(HostServices::sweep);
            timings.put("host", seconds(begun));
            if (cell.isFound()) {
                LiveCell found =
                        openFound(
                                cell, context, settings, cache, image, run, selection, timings,
                                watches);
                opening.done = true;
                return found;
            }
            Engine engine = selection.host().engine();
            DockerClient docker = EngineStrategy.use(engine.endpoint());
            RunLabels.sweep(docker, cache);
            KindCluster.sweep(docker, cache);
            String reference = image.get().ensure(docker);
            long begunCluster = System.nanoTime();
            Scenario documented = context.scenarios().get(DOCUMENTED);
            Cluster cluster =
                    Progress.run(
                            "control plane: start",
                            step ->
                                    Cluster.start(
                                            docker,
                                            reference,
                                            cell.kubernetes().toString(),
                                            runtime.onNode(context.scenarios()),
                                            given,
                                            RunLabels.of(run, cache),
                                            selection.host().addressForOthers(),
                                            new LoopbackPorts(selection.host().ports())));
            opening.cluster = cluster;
            RootlessNode node =
                    Progress.run("node: start", step -> cluster.addNode("tck-node-1", documented));
            LiveCell live =
                    new LiveCell(
                            run,
                            selection,
                            context.scenarios(),
                            new Upgrade(cell, context.matrix(), settings, cache),
                            cluster,
                            node,
                            timings,
                            Optional.empty(),
                            watches,
                            Optional.empty());
            if (live.kubelets.run(documented).ready()) {
                timings.put("firstNodeReady", seconds(begunCluster));
            }
            opening.done = true;
            return live;
        } finally {
            opening.close();
        }
    }

    /**
     * Testcontainers' own sweeper is an image to be pulled, where the kit's hosts reach no
     * registry, and the kit sweeps by its labels. Testcontainers can be told by the environment
     * only.
     */
    private static void requireNoRyuk() {
        if (!Boolean.parseBoolean(System.getenv(RYUK_DISABLED))) {
            throw TckException.of("start containers with Testcontainers")
                    .found(
                            RYUK_DISABLED
                                    + " is not true, so it would first pull the image of Ryuk.")
                    .next(
                            "Set it in the environment of the tests: in Maven with <"
                                    + RYUK_DISABLED
                                    + ">true</…> in the environmentVariables of Surefire.")
                    .usage();
        }
    }

    /** Brings up, or takes, a cluster that the kit does not make itself. */
    private static LiveCell openFound(
            Cell cell,
            RunContext context,
            Settings settings,
            Cache cache,
            Once<NodeImage> image,
            RunDir run,
            Selection selection,
            SortedMap<String, Double> timings,
            List<HostWatch> watches) {
        Host host = selection.host();
        HostWatch watch = HostWatch.tooLate();
        FoundCells.Found found;
        long begun = System.nanoTime();
        if (cell.isMade()) {
            EngineStrategy.use(host.engine().endpoint());
            Optional<HostRoot> root = host.root();
            if (root.isPresent()) {
                HostRoot own = root.get();
                watch = new HostWatch(root, () -> FoundCells.sysctls(own), watches);
            }
            found =
                    FoundCells.made(
                            cell, settings, cache, host, run, image.get(), context.scenarios());
        } else {
            Attachment attachment = Attachment.of(settings);
            if (attachment.container().isPresent()) {
                EngineStrategy.use(host.engine().endpoint());
            }
            found = FoundCells.attached(cell, attachment, host, context.scenarios());
        }
        boolean done = false;
        try {
            LiveCell live =
                    new LiveCell(
                            run,
                            selection,
                            context.scenarios(),
                            new Upgrade(cell, context.matrix(), settings, cache),
                            found.cluster(),
                            found.node(),
                            timings,
                            Optional.of(watch),
                            watches,
                            Optional.of(found.end()));
            timings.put("firstNodeReady", seconds(begun));
            done = true;
            return live;
        } finally {
            if (!done) {
                found.cluster().close();
                found.end().run();
            }
        }
    }

    private static Selection select(
            Cell cell, Settings settings, Cache cache, Once<NodeImage> image) {
        if (cell.flavour().equals(Cell.ATTACHED)) {
            return selectForAttached(cell, settings, cache, image);
        }
        // A second host can be made beside the kit's own VM only.
        return cell.takesTwoHosts()
                ? selectHost(cell, insteadOfAuto("vm", settings), cache, image)
                : selectHost(cell, settings, cache, image);
    }

    private static Settings insteadOfAuto(String host, Settings settings) {
        boolean auto = settings.get(Setting.HOST).equals(Setting.HOST.fallback());
        return auto ? settings.with(Setting.HOST, host) : settings;
    }

    /** The engine of the node's container, if there is one; no host is made for it. */
    private static Selection selectForAttached(
            Cell cell, Settings settings, Cache cache, Once<NodeImage> image) {
        if (settings.find(Setting.ATTACH).isEmpty()) {
            throw new NotRun(
                    "the cell is one of a cluster that is there: name its kubeconfig with -D"
                            + Setting.ATTACH.key());
        }
        if (Attachment.of(settings).container().isEmpty()) {
            return new Selection(new ApiHost(), "no container of its node was named", List.of());
        }
        return selectHost(cell, insteadOfAuto("engine", settings), cache, image);
    }

    private static Selection selectHost(
            Cell cell, Settings settings, Cache cache, Once<NodeImage> image) {
        CHOOSING.lock();
        try {
            return Hosts.select(
                    settings,
                    cache,
                    Engine.Kind.valueOf(cell.engine().toUpperCase(Locale.ROOT)),
                    () -> CellImage.provision(cell, settings, cache, image.get()));
        } catch (NoHostException e) {
            throw new NotRun(String.valueOf(e.getMessage()), e);
        } finally {
            CHOOSING.unlock();
        }
    }

    /** What is open while a cell comes up; closed again if it does not. */
    private static final class Opening implements AutoCloseable {
        private final RunDir run;
        private @Nullable Host host;
        private @Nullable Cluster cluster;
        private boolean done;

        Opening(RunDir run) {
            this.run = run;
        }

        @Override
        public void close() {
            if (done) {
                return;
            }
            if (cluster != null) {
                cluster.close();
            }
            if (host != null) {
                host.close();
            }
            run.close();
        }
    }

    /** The six sysctls of the host, without what a scenario set. */
    private Map<String, String> atRest() {
        sysctls.apply(Map.of(), null);
        return sysctls.read();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    @Override
    public Object parameter(Class<?> type, TestScope scope) {
        if (type == Kubelets.class) {
            return kubelets;
        }
        if (type == Proxies.class) {
            return proxies;
        }
        if (type == Runtimes.class) {
            return runtimes;
        }
        if (type == Upgrade.class) {
            return upgrade;
        }
        if (type == Cluster.class) {
            return cluster;
        }
        if (type == RootlessNode.class) {
            return node;
        }
        if (type == Host.class) {
            return selection.host();
        }
        if (type == HostWatch.class) {
            return watch;
        }
        throw new IllegalArgumentException("not offered: " + type);
    }

    @Override
    public Optional<String> lacks(Need need) {
        return switch (need) {
            case HOST_ROOT ->
                    selection.host().root().isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    "the host is not the kit's own, so the kit has no root on it"
                                            + " (try -Dtck.host=vm)");
            case CONTROLLER_CPU -> lacksController("cpu");
            case CONTROLLER_MEMORY -> lacksController("memory");
            case CONTROLLER_PIDS -> lacksController("pids");
            case SECOND_HOST ->
                    selection.host().addressForOthers().isPresent()
                            ? lacks(Need.OWN_NODE) // for one more node is added there
                            : Optional.of(
                                    "the kit makes a second host only beside its own embedded VM"
                                            + " (try -Dtck.host=vm)");
            case OWN_NODE ->
                    end.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    "the kit did not make this cluster, and changes nothing there");
            case KUBELET_VERBOSITY ->
                    cluster.kubeletVerbosity(node) >= 2
                            ? Optional.empty()
                            : Optional.of(
                                    "its kubelet logs at verbosity %d, where it does not tell what it tolerates; from 2 on it does"
                                            .formatted(cluster.kubeletVerbosity(node)));
        };
    }

    private Optional<String> lacksController(String name) {
        return facts.controllers().contains(name)
                ? Optional.empty()
                : Optional.of("the host delegates no cgroup controller " + name);
    }

    @Override
    public void keepEvidence(TestScope scope, @Nullable Throwable failure) {
        evidence.keep(scope, failure);
    }

    @Override
    public CellFacts facts() {
        SortedMap<String, Object> host = new TreeMap<>();
        host.put("host", facts.host());
        host.put("chosen", selection.reason());
        host.put("engine", facts.engine());
        host.put("engineVersion", facts.engineVersion());
        host.put("uidMap", facts.uidMap());
        host.put("controllers", facts.controllers());
        host.put("kernel", facts.kernel());
        host.put("distribution", facts.distribution());
        if (end.isPresent()) {
            host.put("deviations", cluster.deviations(node));
        }
        List<PassedOver> passedOver =
                selection.passedOver().stream()
                        .map(p -> new PassedOver(p.candidate(), p.reason()))
                        .toList();
        return new CellFacts(host, passedOver, RunningVersions.of(cluster, node), timings);
    }

    @Override
    public void close() {
        try {
            sysctls.restore();
            cluster.close();
            end.ifPresent(Runnable::run);
        } finally {
            EngineStrategy.gone();
            selection.host().close();
            run.close();
        }
    }
}
