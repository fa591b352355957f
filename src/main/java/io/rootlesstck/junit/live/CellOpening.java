package io.rootlesstck.junit.live;

import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Endings;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.Sweep;
import io.rootlesstck.base.TckException;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.NodeRecipe;
import io.rootlesstck.component.Components;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.HostServices;
import io.rootlesstck.host.Selection;
import io.rootlesstck.host.engine.RunLabels;
import io.rootlesstck.image.NodeImage;
import io.rootlesstck.junit.Once;
import io.rootlesstck.junit.RunContext;
import io.rootlesstck.node.EngineStrategy;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings a cell up on one host; if a step fails, what is open by then is closed again. */
final class CellOpening {
    private static final String DOCUMENTED = "kubelet/documented";

    private static final String RYUK_DISABLED = "TESTCONTAINERS_RYUK_DISABLED";

    private final Cell cell;
    private final RunContext context;
    private final Settings settings;
    private final List<HostWatch> watches;
    private final Cache cache;
    private final SortedMap<String, Double> timings = new TreeMap<>();

    /**
     * Prepares it; nothing is done yet.
     *
     * @param settings those of the run, with what is this host's own
     * @param watches what is watched of the cell's hosts, to which this one is added
     */
    CellOpening(Cell cell, RunContext context, Settings settings, List<HostWatch> watches) {
        this.cell = cell;
        this.context = context;
        this.settings = settings;
        this.watches = watches;
        this.cache = Cache.of(settings);
    }

    /** Brings it up. */
    LiveCell open() {
        requireNoRyuk();
        Sweep.run(cache);
        long begun = System.nanoTime();
        Map<String, Path> given = new Components(settings, cache).given();
        CellRuntime runtime = CellRuntime.of(cell, context.matrix(), settings, cache);
        // Asked for after an engine that is there was looked at: what it needs may take minutes.
        Once<NodeImage> image = new Once<>(runtime::image);
        return Endings.orNone(
                endings -> {
                    RunDir run = endings.add(RunDir.open(cache));
                    Selection selection = HostChoice.of(cell, settings, cache, image);
                    Host host = endings.add(selection.host());
                    host.root().ifPresent(HostServices::sweep);
                    timings.put("host", seconds(begun));
                    Ground ground = new Ground(run, selection, endings);
                    return cell.isFound()
                            ? found(ground, image)
                            : own(ground, image, runtime, given);
                });
    }

    /** What the cluster of a cell is made on. */
    private record Ground(RunDir run, Selection selection, Endings endings) {
        Host host() {
            return selection.host();
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

    /** Starts a control plane and a node. */
    private LiveCell own(
            Ground ground, Once<NodeImage> image, CellRuntime runtime, Map<String, Path> given) {
        Host host = ground.host();
        DockerClient docker = EngineStrategy.use(host.engine().endpoint());
        RunLabels.sweep(docker, cache);
        KindCluster.sweep(docker, cache);
        String reference = image.get().ensure(docker);
        long begun = System.nanoTime();
        Scenario documented = context.scenarios().get(DOCUMENTED);
        Cluster cluster =
                Progress.run(
                        "control plane: start",
                        step ->
                                Cluster.start(
                                        docker,
                                        new NodeRecipe(
                                                reference,
                                                cell.kubernetes().toString(),
                                                runtime.onNode(context.scenarios()),
                                                given,
                                                RunLabels.of(ground.run(), cache)),
                                        host.addressForOthers(),
                                        new LoopbackPorts(host.ports())));
        ground.endings().add(cluster);
        RootlessNode node =
                Progress.run("node: start", step -> cluster.addNode("tck-node-1", documented));
        LiveCell live =
                made(
                        parts(ground, cluster, node, Optional.empty()),
                        atRest -> new HostWatch(host.root(), atRest, watches));
        if (live.runs(documented)) {
            timings.put("firstNodeReady", seconds(begun));
        }
        return live;
    }

    /** Has a cluster made, or takes one, that the kit does not make itself. */
    private LiveCell found(Ground ground, Once<NodeImage> image) {
        Host host = ground.host();
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
                            cell,
                            settings,
                            cache,
                            host,
                            ground.run(),
                            image.get(),
                            context.scenarios());
        } else {
            Attachment attachment = Attachment.of(settings);
            if (attachment.container().isPresent()) {
                EngineStrategy.use(host.engine().endpoint());
            }
            found = FoundCells.attached(cell, attachment, host, context.scenarios());
        }
        ground.endings().add(found.end()::run);
        ground.endings().add(found.cluster());
        HostWatch watched = watch;
        LiveCell live =
                made(
                        parts(ground, found.cluster(), found.node(), Optional.of(found.end())),
                        atRest -> watched);
        timings.put("firstNodeReady", seconds(begun));
        return live;
    }

    private LiveCell.Parts parts(
            Ground ground, Cluster cluster, RootlessNode node, Optional<Runnable> end) {
        return new LiveCell.Parts(ground.run(), ground.selection(), cluster, node, timings, end);
    }

    private LiveCell made(LiveCell.Parts parts, LiveCell.Watching watching) {
        return new LiveCell(
                parts,
                context.scenarios(),
                new Upgrade(cell, context.matrix(), settings, cache),
                watching);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
