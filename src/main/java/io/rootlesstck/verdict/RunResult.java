package io.rootlesstck.verdict;

import java.time.Instant;
import java.util.List;

/**
 * The result of one run, as {@code result.json} holds it.
 *
 * @param schema the version of this form, {@link #SCHEMA}
 * @param kit the kit's own version
 * @param started when the run began
 * @param seconds how long it took
 * @param cells the cells in the order of their names
 */
public record RunResult(
        int schema, String kit, Instant started, double seconds, List<CellResult> cells) {

    /** Goes up whenever an older reader would misread the file. */
    public static final int SCHEMA = 1;
}
