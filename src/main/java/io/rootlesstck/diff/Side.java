package io.rootlesstck.diff;

import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.RunResult;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One of the two things that are compared: a run, or several runs of the same.
 *
 * @param name what a reader calls it, for example a file
 * @param runs its runs; where two have the same cell and claim, they count as repetitions
 */
public record Side(String name, List<RunResult> runs) {
    /** Copies the list, so that the record cannot change. */
    public Side {
        runs = List.copyOf(runs);
    }

    /** A side of one run. */
    public static Side of(String name, RunResult run) {
        return new Side(name, List.of(run));
    }

    /** The names of all its cells. */
    SortedSet<String> cells() {
        SortedSet<String> names = new TreeSet<>();
        runs.forEach(run -> run.cells().forEach(cell -> names.add(cell.cell())));
        return names;
    }

    /** What its runs say of one cell; those that do not have it are left out. */
    List<CellResult> in(String cell) {
        return runs.stream()
                .flatMap(run -> run.cells().stream())
                .filter(result -> result.cell().equals(cell))
                .toList();
    }

    /** The versions of the kit that made the runs with a cell. */
    SortedSet<String> kits(String cell) {
        SortedSet<String> kits = new TreeSet<>();
        for (RunResult run : runs) {
            if (run.cells().stream().anyMatch(result -> result.cell().equals(cell))) {
                kits.add(run.kit());
            }
        }
        return kits;
    }
}
