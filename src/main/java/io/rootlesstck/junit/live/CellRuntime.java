package io.rootlesstck.junit.live;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.component.ComponentId;
import io.rootlesstck.component.Components;
import io.rootlesstck.component.MissingComponentsException;
import io.rootlesstck.image.DebianTree;
import io.rootlesstck.image.NodeImage;
import io.rootlesstck.junit.NotRun;
import io.rootlesstck.node.NodeRuntime;
import io.rootlesstck.scenario.Scenarios;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The container runtime of a cell: what its node image is made of, and which files a node gets. */
abstract class CellRuntime {
    /** The scenario with CRI-O's documented files. */
    private static final String CRIO_DOCUMENTED = "runtime/crio/documented";

    final Cell cell;
    final Components components;

    private CellRuntime(Cell cell, Components components) {
        this.cell = cell;
        this.components = components;
    }

    /**
     * The runtime of a cell.
     *
     * @throws NotRun if it cannot be had; nothing was started yet
     */
    static CellRuntime of(Cell cell, Matrix matrix, Settings settings, Cache cache) {
        // The image has the kit's own, so that it need not be made again for each file of a user's.
        Components own = new Components(settings.withoutComponents(), cache);
        String version = matrix.runtimeVersion(cell);
        if (!cell.runtimeName().equals("crio")) {
            return new Containerd(cell, version, own, settings, cache);
        }
        boolean given = new Components(settings, cache).given().containsKey(ComponentId.CRIO.id());
        return new Crio(cell, given ? Map.of() : crio(own, version), own, settings, cache);
    }

    private static Map<String, Path> crio(Components components, String version) {
        try {
            return components.crio(version).binaries();
        } catch (MissingComponentsException e) {
            throw new NotRun(
                    e.getMessage()
                            + "\n         A folder laid out like CRI-O's release bundle does as well.",
                    e);
        }
    }

    /** Brings the other components of the cell and describes its node image. */
    abstract NodeImage image();

    /** What a node of the cell has as its runtime. */
    abstract NodeRuntime onNode(Scenarios scenarios);

    private static final class Containerd extends CellRuntime {
        private final String version;
        private final DebianTree tree;

        Containerd(
                Cell cell, String version, Components components, Settings settings, Cache cache) {
            super(cell, components);
            this.version = version;
            this.tree =
                    DebianTree.of(
                            "node", List.of(KitFiles.of("images/node/packages")), settings, cache);
        }

        @Override
        NodeImage image() {
            NodeImage image =
                    new NodeImage(
                            tree,
                            components
                                    .forCell(
                                            cell.kubernetes().toString(),
                                            version,
                                            cell.ociRuntime())
                                    .binaries());
            boolean crun = cell.ociRuntime().equals(ComponentId.CRUN.id());
            return crun ? image.with(KitFiles.of("images/crun-node")) : image;
        }

        @Override
        NodeRuntime onNode(Scenarios scenarios) {
            return NodeRuntime.containerd();
        }
    }

    private static final class Crio extends CellRuntime {
        private final Map<String, Path> crio;
        private final DebianTree tree;

        Crio(
                Cell cell,
                Map<String, Path> crio,
                Components components,
                Settings settings,
                Cache cache) {
            super(cell, components);
            this.crio = crio;
            this.tree =
                    DebianTree.of(
                            "crio-node",
                            List.of(
                                    KitFiles.of("images/node/packages"),
                                    KitFiles.of("images/crio-node/packages")),
                            settings,
                            cache);
        }

        @Override
        NodeImage image() {
            Map<String, Path> binaries =
                    new TreeMap<>(
                            components
                                    .forCellWithoutRuntime(
                                            cell.kubernetes().toString(), cell.ociRuntime())
                                    .binaries());
            binaries.putAll(crio);
            return new NodeImage(tree, binaries).with(KitFiles.of("images/crio-node"));
        }

        @Override
        NodeRuntime onNode(Scenarios scenarios) {
            return NodeRuntime.crio(scenarios.get(CRIO_DOCUMENTED), cell.ociRuntime());
        }
    }
}
