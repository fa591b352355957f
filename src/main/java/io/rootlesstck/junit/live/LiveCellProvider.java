package io.rootlesstck.junit.live;

import io.rootlesstck.base.Setting;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.junit.CellResources;
import io.rootlesstck.junit.CellResourcesProvider;
import io.rootlesstck.junit.RunContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apiguardian.api.API;

/** Brings cells up on real hosts. */
@API(status = API.Status.INTERNAL)
public final class LiveCellProvider implements CellResourcesProvider {
    /** What is watched of all hosts of a cell: the last test looks at them together. */
    private final Map<Cell, List<HostWatch>> watches = new ConcurrentHashMap<>();

    @Override
    public boolean offers(Class<?> parameterType) {
        return LiveCell.OFFERS.contains(parameterType);
    }

    /**
     * One where the cluster is there already or takes two itself, and where there are several
     * cells: all of them stay up to the end of the run.
     */
    @Override
    public int hosts(RunContext run) {
        List<Cell> cells = run.matrix().select(run.settings());
        boolean one =
                run.settings().find(Setting.ATTACH).isPresent()
                        || cells.size() > 1
                        || cells.stream().anyMatch(Cell::takesTwoHosts);
        return one ? 1 : SideBySide.hosts(run.settings());
    }

    @Override
    public CellResources open(Cell cell, RunContext run, int host) {
        return new CellOpening(
                        cell,
                        run,
                        SideBySide.of(run.settings(), host),
                        watches.computeIfAbsent(cell, key -> new CopyOnWriteArrayList<>()))
                .open();
    }
}
