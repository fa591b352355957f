package io.rootlesstck.diff;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.rootlesstck.diff.Timing.Trend;
import io.rootlesstck.verdict.RunResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Two results compared, claim by claim.
 *
 * <p>Verdicts are compared whatever the two ran on, and what is different there is named: to find
 * what a new kernel or runtime broke is what this is for. Times are compared where the machine and
 * the kit are the same.
 *
 * @param schema the version of this form, {@link #SCHEMA}
 * @param baseline what is compared with
 * @param result what is looked at
 * @param cells by name
 */
@JsonPropertyOrder({"schema", "worse", "counts", "times", "baseline", "result", "cells"})
public record ResultDiff(int schema, Compared baseline, Compared result, List<CellDiff> cells) {

    /** Goes up whenever an older reader would misread the JSON of a comparison. */
    public static final int SCHEMA = 1;

    /**
     * One side of the comparison.
     *
     * @param name for example its file
     * @param runs how many runs it has
     * @param started when they began, the first one first
     */
    public record Compared(String name, int runs, List<String> started) {
        static Compared of(Side side) {
            return new Compared(
                    side.name(),
                    side.runs().size(),
                    side.runs().stream()
                            .map(run -> run.started())
                            .sorted()
                            .map(String::valueOf)
                            .toList());
        }
    }

    /**
     * How to compare.
     *
     * @param cells {@code NAME} or {@code OLD=NEW}: only these; empty for all that are there
     * @param partial whether the result is of some suites only, so that claims it lacks are not
     *     gone
     * @param acrossMachines whether to compare times although the machine or the kit is another one
     */
    public record Options(List<String> cells, boolean partial, boolean acrossMachines) {
        /** All cells, whole results, times of one machine only. */
        public static final Options DEFAULT = new Options(List.of(), false, false);

        /** Copies the list, so that the record cannot change. */
        public Options {
            cells = List.copyOf(cells);
        }
    }

    /** Compares two runs. */
    public static ResultDiff between(RunResult baseline, RunResult result) {
        return between(Side.of("baseline", baseline), Side.of("result", result), Options.DEFAULT);
    }

    /**
     * Compares two sets of runs.
     *
     * @throws io.rootlesstck.base.UsageException if a cell that the options name is not there
     */
    public static ResultDiff between(Side baseline, Side result, Options options) {
        List<CellDiff> cells =
                CellPair.of(baseline, result, options.cells()).stream()
                        .map(pair -> new CellComparison(baseline, result, pair, options).make())
                        .toList();
        return new ResultDiff(SCHEMA, Compared.of(baseline), Compared.of(result), cells);
    }

    /** Whether something now fails, or is gone. */
    @JsonProperty("worse")
    public boolean isWorse() {
        return claims().anyMatch(claim -> claim.change().isWorse());
    }

    /** Whether all is as it was: verdicts, surroundings and, as far as one can tell, times. */
    @JsonIgnore
    public boolean isEmpty() {
        return claims().allMatch(claim -> claim.change().isNone())
                && cells.stream().allMatch(cell -> cell.differences().isEmpty())
                && times().noneMatch(Timing::isTold);
    }

    /** How many claims changed in which way; ways that none changed in are left out. */
    @JsonProperty("counts")
    public Map<Change, Integer> counts() {
        Map<Change, Integer> counts = new EnumMap<>(Change.class);
        claims().forEach(claim -> counts.merge(claim.change(), 1, Integer::sum));
        return counts;
    }

    /** How many times went which way. */
    @JsonProperty("times")
    public Map<Trend, Integer> trends() {
        Map<Trend, Integer> counts = new EnumMap<>(Trend.class);
        times().forEach(time -> counts.merge(time.trend(), 1, Integer::sum));
        return counts;
    }

    /** Why nothing was said of a time, with the number of times that is so of. */
    @JsonIgnore
    public SortedMap<String, Integer> silences() {
        SortedMap<String, Integer> reasons = new TreeMap<>();
        times().filter(time -> !time.isTold() && !time.why().isEmpty())
                .forEach(time -> reasons.merge(time.why(), 1, Integer::sum));
        return reasons;
    }

    /** How many times the test of significance was made of. */
    long tested() {
        return times().filter(time -> time.p() != null).count();
    }

    private Stream<ClaimDiff> claims() {
        return cells.stream().flatMap(cell -> cell.claims().stream());
    }

    private Stream<Timing> times() {
        List<Timing> all = new ArrayList<>();
        for (CellDiff cell : cells) {
            for (ClaimDiff claim : cell.claims()) {
                if (claim.time() != null) {
                    all.add(claim.time());
                }
            }
            cell.steps().forEach(step -> all.add(step.time()));
        }
        return all.stream();
    }
}
