package io.rootlesstck.junit.live;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Hosts;
import io.rootlesstck.host.NoHostException;
import io.rootlesstck.host.Selection;
import io.rootlesstck.image.NodeImage;
import io.rootlesstck.junit.NotRun;
import io.rootlesstck.junit.Once;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Chooses the host of a cell. */
final class HostChoice {
    /** Hosts are chosen one after another: what one builds the next one finds in the cache. */
    private static final Lock CHOOSING = new ReentrantLock();

    private HostChoice() {}

    /**
     * Chooses one, and brings it up where it is the kit's own.
     *
     * @param image the node image of the cell, which goes onto a disk that the kit makes
     * @throws NotRun if there is none that the cell can run on
     */
    static Selection of(Cell cell, Settings settings, Cache cache, Once<NodeImage> image) {
        if (cell.flavour().equals(Cell.ATTACHED)) {
            return forAttached(cell, settings, cache, image);
        }
        // A second host can be made beside the kit's own VM only.
        return cell.takesTwoHosts()
                ? select(cell, insteadOfAuto("vm", settings), cache, image)
                : select(cell, settings, cache, image);
    }

    private static Settings insteadOfAuto(String host, Settings settings) {
        boolean auto = settings.get(Setting.HOST).equals(Setting.HOST.fallback());
        return auto ? settings.with(Setting.HOST, host) : settings;
    }

    /** The engine of the node's container, if there is one; no host is made for it. */
    private static Selection forAttached(
            Cell cell, Settings settings, Cache cache, Once<NodeImage> image) {
        if (settings.find(Setting.ATTACH).isEmpty()) {
            throw new NotRun(
                    "the cell is one of a cluster that is there: name its kubeconfig with -D"
                            + Setting.ATTACH.key());
        }
        if (Attachment.of(settings).container().isEmpty()) {
            return new Selection(new ApiHost(), "no container of its node was named", List.of());
        }
        return select(cell, insteadOfAuto("engine", settings), cache, image);
    }

    private static Selection select(
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
}
