package io.rootlesstck.junit;

import io.rootlesstck.cell.Cell;

/**
 * Makes what the tests of a cell run on. Found with {@link java.util.ServiceLoader}; there is at
 * most one.
 */
public interface CellResourcesProvider {
    /** Whether parameters of this type come from the resources; asked before they are opened. */
    boolean offers(Class<?> parameterType);

    /**
     * Opens the resources of a cell; called at most once a cell, when the first test asks for them.
     *
     * @throws NotRun if this machine cannot run the cell
     */
    CellResources open(Cell cell, RunContext run);
}
