package io.rootlesstck.junit;

import io.rootlesstck.cell.Cell;
import org.apiguardian.api.API;

/**
 * Makes what the tests of a cell run on. Found with {@link java.util.ServiceLoader}; there is at
 * most one.
 */
@API(status = API.Status.INTERNAL)
public interface CellResourcesProvider {
    /** Whether parameters of this type come from the resources; asked before they are opened. */
    boolean offers(Class<?> parameterType);

    /** On how many hosts the classes of a cell may run side by side. */
    default int hosts(RunContext run) {
        return 1;
    }

    /**
     * Opens the resources of a cell on one host; called at most once for each, when the first test
     * there asks for them.
     *
     * @param host counts the cell's hosts from 0
     * @throws NotRun if this machine cannot run the cell
     */
    CellResources open(Cell cell, RunContext run, int host);
}
