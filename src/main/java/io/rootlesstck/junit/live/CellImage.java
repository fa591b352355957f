package io.rootlesstck.junit.live;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.host.Provision;
import io.rootlesstck.image.KindNodeImage;
import io.rootlesstck.image.NodeImage;
import io.rootlesstck.node.EngineStrategy;
import org.apiguardian.api.API;

/**
 * The node image of a cell.
 *
 * <p>It has the kit's own components, so that it need not be made again for each file that a user
 * tries; those are put over them when a container starts.
 */
@API(status = API.Status.INTERNAL)
public final class CellImage {
    private CellImage() {}

    /**
     * Brings the cell's components and describes the image of them.
     *
     * @throws io.rootlesstck.junit.NotRun if its container runtime cannot be had
     */
    public static NodeImage of(Cell cell, Matrix matrix, Settings settings, Cache cache) {
        return CellRuntime.of(cell, matrix, settings, cache).image();
    }

    /** What a host of the kit's own holds from the start, so that a run need not load it. */
    public static Provision provision(NodeImage image) {
        return new Provision(
                image.hash(), engine -> image.ensure(EngineStrategy.client(engine.endpoint())));
    }

    /** The same for a cell, whose nodes may be made of an image that stands on its node image. */
    static Provision provision(Cell cell, Settings settings, Cache cache, NodeImage image) {
        if (!cell.isMade()) {
            return provision(image);
        }
        KindNodeImage above = KindImages.of(cell, settings, cache, image);
        return new Provision(
                above.hash(), engine -> above.ensure(EngineStrategy.client(engine.endpoint())));
    }
}
