package io.rootlesstck.diff;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Verdict;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The verdicts on one claim in repeated runs of one cell.
 *
 * @param counts how many runs had each verdict; those that none had are left out
 */
public record Tally(@JsonValue Map<Verdict, Integer> counts) {

    /** In how many of the runs something is so. */
    enum Often {
        NEVER,
        SOMETIMES,
        ALWAYS
    }

    /** Copies the counts, so that the record cannot change. */
    public Tally {
        counts = Map.copyOf(counts);
    }

    static Tally of(Collection<ClaimVerdict> runs) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        runs.forEach(run -> counts.merge(run.verdict(), 1, Integer::sum));
        return new Tally(counts);
    }

    /** The number of runs that say something of the claim. */
    public int runs() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often it was HOLDS or DRIFTED. */
    Often shown() {
        return often(Verdict::isGood);
    }

    Often drifted() {
        return often(verdict -> verdict == Verdict.DRIFTED);
    }

    Often broken() {
        return often(verdict -> verdict == Verdict.BROKEN);
    }

    private Often often(Predicate<Verdict> which) {
        int found =
                counts.entrySet().stream()
                        .filter(entry -> which.test(entry.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum();
        return found == 0 ? Often.NEVER : found == runs() ? Often.ALWAYS : Often.SOMETIMES;
    }

    /**
     * The verdict, or where the runs differ each with its number, for example {@code HOLDS 4,
     * BROKEN 1}.
     */
    @Override
    public String toString() {
        if (counts.size() == 1) {
            return counts.keySet().iterator().next().name();
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(joining(", "));
    }
}
