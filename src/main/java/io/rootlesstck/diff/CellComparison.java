package io.rootlesstck.diff;

import io.rootlesstck.diff.ResultDiff.Options;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The comparison of one pair of cells. */
final class CellComparison {
    /** From the one that says most against the product to the one that says nothing against it. */
    private static final List<Verdict> GRAVEST_FIRST =
            List.of(Verdict.BROKEN, Verdict.ERROR, Verdict.NOT_RUN, Verdict.DRIFTED, Verdict.HOLDS);

    private final CellPair pair;
    private final Options options;
    private final List<CellResult> from;
    private final List<CellResult> to;
    private final List<Difference> differences;
    private final List<String> spoilt;

    CellComparison(Side baseline, Side result, CellPair pair, Options options) {
        this.pair = pair;
        this.options = options;
        this.from = pair.from() == null ? List.of() : baseline.in(pair.from());
        this.to = pair.to() == null ? List.of() : result.in(pair.to());
        if (pair.from() == null || pair.to() == null) {
            this.differences = List.of();
            this.spoilt = List.of();
            return;
        }
        Surroundings before = new Surroundings(baseline, pair.from());
        Surroundings after = new Surroundings(result, pair.to());
        this.differences = before.differences(after);
        this.spoilt = options.acrossMachines() ? List.of() : spoilt(before, after, differences);
    }

    private static List<String> spoilt(
            Surroundings before, Surroundings after, List<Difference> differences) {
        SortedSet<String> mixed = new TreeSet<>(before.mixed());
        mixed.addAll(after.mixed());
        return Stream.concat(
                        differences.stream()
                                .filter(Difference::spoilsTimes)
                                .map(each -> "other " + each.what())
                                .distinct(),
                        mixed.stream().map(what -> what + " is not the same in all runs"))
                .toList();
    }

    CellDiff make() {
        SortedMap<String, List<ClaimVerdict>> before = claims(from);
        SortedMap<String, List<ClaimVerdict>> after = claims(to);
        SortedSet<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        List<ClaimDiff> claims = new ArrayList<>();
        for (String id : ids) {
            claims.add(
                    claim(
                            id,
                            before.getOrDefault(id, List.of()),
                            after.getOrDefault(id, List.of())));
        }
        return new CellDiff(pair.from(), pair.to(), differences, claims, steps());
    }

    private static SortedMap<String, List<ClaimVerdict>> claims(List<CellResult> runs) {
        SortedMap<String, List<ClaimVerdict>> found = new TreeMap<>();
        for (CellResult run : runs) {
            for (ClaimVerdict verdict : run.claims()) {
                found.computeIfAbsent(verdict.claim(), any -> new ArrayList<>()).add(verdict);
            }
        }
        return found;
    }

    private ClaimDiff claim(String id, List<ClaimVerdict> before, List<ClaimVerdict> after) {
        Tally was = before.isEmpty() ? null : Tally.of(before);
        Tally is = after.isEmpty() ? null : Tally.of(after);
        ClaimVerdict telling = gravest(after.isEmpty() ? before : after);
        String note = note(telling);
        Change change;
        if (was != null && is != null) {
            change = Change.between(was, is);
            if (change == Change.NOW_PASSING && telling.reason().isEmpty()) {
                telling = gravest(before); // what was wrong is what there is to tell
            }
        } else if (is == null) {
            String notMade = notMade(to, id);
            change =
                    notMade != null
                            ? Change.NO_LONGER_MADE
                            : options.partial() ? Change.NOT_TRIED : Change.GONE;
            note = notMade == null ? note : notMade;
        } else {
            String notMade = notMade(from, id);
            change =
                    is.broken() != Tally.Often.NEVER
                            ? Change.NEW_FAILING
                            : notMade != null ? Change.NOW_MADE : Change.NEW;
            note = notMade == null ? note : notMade;
        }
        return new ClaimDiff(id, change, was, is, telling.reason(), note, time(before, after));
    }

    private static ClaimVerdict gravest(List<ClaimVerdict> runs) {
        return runs.stream()
                .min(Comparator.comparingInt(run -> GRAVEST_FIRST.indexOf(run.verdict())))
                .orElseThrow();
    }

    private static String note(ClaimVerdict verdict) {
        LedgerNote ledger = verdict.ledger();
        return ledger == null || ledger.match() != Match.EXPECTED
                ? ""
                : "the ledger expects it: " + ledger.reason();
    }

    private static @Nullable String notMade(List<CellResult> runs, String id) {
        return runs.stream()
                .flatMap(run -> run.notMade().stream())
                .filter(each -> each.claim().equals(id))
                .map(each -> each.reason())
                .findFirst()
                .orElse(null);
    }

    /** A test that ended early says nothing of how long it takes. */
    private @Nullable Timing time(List<ClaimVerdict> before, List<ClaimVerdict> after) {
        List<Double> was = shownSeconds(before);
        List<Double> is = shownSeconds(after);
        return was.isEmpty() || is.isEmpty() ? null : Times.compare(was, is, spoilt);
    }

    private static List<Double> shownSeconds(List<ClaimVerdict> runs) {
        return runs.stream()
                .filter(run -> run.verdict().isGood())
                .map(ClaimVerdict::seconds)
                .toList();
    }

    private List<StepDiff> steps() {
        Map<String, List<Double>> before = stepSeconds(from);
        Map<String, List<Double>> after = stepSeconds(to);
        Set<String> both = new TreeSet<>(before.keySet());
        both.retainAll(after.keySet());
        List<StepDiff> steps = new ArrayList<>();
        for (String step : both) {
            steps.add(
                    new StepDiff(
                            step,
                            Times.compare(
                                    before.getOrDefault(step, List.of()),
                                    after.getOrDefault(step, List.of()),
                                    spoilt)));
        }
        return steps;
    }

    private static Map<String, List<Double>> stepSeconds(List<CellResult> runs) {
        Map<String, List<Double>> found = new TreeMap<>();
        for (CellResult run : runs) {
            run.facts()
                    .timings()
                    .forEach(
                            (step, seconds) ->
                                    found.computeIfAbsent(step, any -> new ArrayList<>())
                                            .add(seconds));
        }
        return found;
    }
}
