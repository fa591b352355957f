package io.rootlesstck.diff;

import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.RunResult;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of a result is worth running again: the suites with tests that showed nothing good. */
public final class NotShown {
    private NotShown() {}

    /**
     * The suites with a test that failed, went wrong or was not run, by the cell; cells where all
     * was shown are left out.
     */
    public static SortedMap<String, SortedSet<String>> suites(RunResult result) {
        SortedMap<String, SortedSet<String>> suites = new TreeMap<>();
        for (CellResult cell : result.cells()) {
            cell.claims().stream()
                    .flatMap(claim -> claim.outcomes().stream())
                    .filter(outcome -> !outcome.isShown())
                    .map(NotShown::suite)
                    .forEach(
                            suite ->
                                    suites.computeIfAbsent(cell.cell(), any -> new TreeSet<>())
                                            .add(suite));
        }
        return Collections.unmodifiableSortedMap(suites);
    }

    /** A test's title begins with its class: {@code KubeletStarts.isReady}. */
    private static String suite(Outcome outcome) {
        int dot = outcome.test().indexOf('.');
        return dot < 0 ? outcome.test() : outcome.test().substring(0, dot);
    }
}
