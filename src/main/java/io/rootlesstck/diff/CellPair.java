package io.rootlesstck.diff;

import io.rootlesstck.base.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A cell of the baseline and the one of the result that it is compared with; one may lack. */
record CellPair(@Nullable String from, @Nullable String to) {

    /** Reads {@code NAME} or {@code OLD=NEW}. */
    static CellPair parse(String text) {
        int equals = text.indexOf('=');
        String from = equals < 0 ? text : text.substring(0, equals);
        String to = equals < 0 ? text : text.substring(equals + 1);
        if (from.isBlank() || to.isBlank()) {
            throw new UsageException(
                    "\"%s\" names no cells; give NAME, or OLD=NEW.".formatted(text));
        }
        return new CellPair(from.strip(), to.strip());
    }

    /**
     * The pairs to compare: those asked for; else where each side has one cell, the two; else those
     * of the same name.
     *
     * @throws UsageException if a cell that is asked for is not there
     */
    static List<CellPair> of(Side baseline, Side result, List<String> asked) {
        SortedSet<String> from = baseline.cells();
        SortedSet<String> to = result.cells();
        List<CellPair> pairs = new ArrayList<>();
        if (!asked.isEmpty()) {
            for (String each : asked) {
                CellPair pair = parse(each);
                require(baseline, from, String.valueOf(pair.from));
                require(result, to, String.valueOf(pair.to));
                pairs.add(pair);
            }
            return pairs;
        }
        if (from.size() == 1 && to.size() == 1) {
            return List.of(new CellPair(from.first(), to.first()));
        }
        SortedSet<String> all = new TreeSet<>(from);
        all.addAll(to);
        for (String name : all) {
            pairs.add(
                    new CellPair(
                            from.contains(name) ? name : null, to.contains(name) ? name : null));
        }
        return pairs;
    }

    private static void require(Side side, SortedSet<String> cells, String name) {
        if (!cells.contains(name)) {
            throw new UsageException(
                    "%s has no cell \"%s\". It has: %s."
                            .formatted(
                                    side.name(),
                                    name,
                                    cells.isEmpty() ? "none" : String.join(", ", cells)));
        }
    }
}
