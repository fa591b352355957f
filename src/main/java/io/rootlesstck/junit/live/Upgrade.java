package io.rootlesstck.junit.live;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.component.Components;
import java.nio.file.Path;
import java.util.Map;

/**
 * The container runtime of a cell and the older one that it takes over from. Tests of a suite that
 * is {@link io.rootlesstck.junit.OfUpgrade} ask for it as a parameter.
 */
public final class Upgrade {
    private final Cell cell;
    private final Matrix matrix;
    private final Settings settings;
    private final Cache cache;

    Upgrade(Cell cell, Matrix matrix, Settings settings, Cache cache) {
        this.cell = cell;
        this.matrix = matrix;
        this.settings = settings;
        this.cache = cache;
    }

    /**
     * The binaries of the older one, by their names on a node.
     *
     * @throws io.rootlesstck.base.TckException if they cannot be had, with each source's reason
     */
    public Map<String, Path> older() {
        Cell before = matrix.before(cell, settings).orElseThrow();
        // A file that the user gave is what is to be judged: the newer one.
        return new Components(settings.withoutComponents(), cache)
                .containerd(matrix.runtimeVersion(before))
                .binaries();
    }

    /**
     * The binaries of the cell's own, the user's where a file was given.
     *
     * @throws io.rootlesstck.base.TckException if they cannot be had, with each source's reason
     */
    public Map<String, Path> newer() {
        return new Components(settings, cache).containerd(matrix.runtimeVersion(cell)).binaries();
    }
}
