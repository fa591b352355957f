package io.rootlesstck.junit.live;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.junit.CellResources;
import io.rootlesstck.junit.CellResourcesProvider;
import io.rootlesstck.junit.RunContext;

/** Brings cells up on real hosts. */
public final class LiveCellProvider implements CellResourcesProvider {
    @Override
    public boolean offers(Class<?> parameterType) {
        return LiveCell.OFFERS.contains(parameterType);
    }

    @Override
    public CellResources open(Cell cell, RunContext run) {
        return LiveCell.open(cell, run);
    }
}
