package io.rootlesstck.verdict;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Puts the outcomes of a claim's tests together. The order they come in makes no difference. */
public final class Judge {
    private static final String UNCONTROLLED =
            "without its control, which the kit may not try on a cluster that it did not make";

    private Judge() {}

    /** The verdict on a claim from all the tests of it that ran in one cell. */
    public static ClaimVerdict judge(PageClaim claim, Collection<Outcome> outcomes) {
        return judge(claim.id(), claim.needsControl(), outcomes);
    }

    /**
     * The verdict on a claim whose tests ran in several runs of one cell, as if they had run in
     * one.
     *
     * @param verdicts what was said of the claim in each, at least one
     * @param without outcomes that are left out
     */
    public static ClaimVerdict join(Collection<ClaimVerdict> verdicts, Set<Outcome> without) {
        List<Outcome> outcomes =
                verdicts.stream()
                        .flatMap(verdict -> verdict.outcomes().stream())
                        .distinct()
                        .filter(outcome -> !without.contains(outcome))
                        .toList();
        // Only a claim that needs no control was ever found good without one.
        boolean needsControl =
                verdicts.stream()
                        .noneMatch(
                                each ->
                                        each.verdict().isGood()
                                                && !any(each.outcomes(), shown(Role.CONTROL)));
        return judge(verdicts.iterator().next().claim(), needsControl, outcomes);
    }

    private static ClaimVerdict judge(
            String claim, boolean needsControl, Collection<Outcome> outcomes) {
        return judge(claim, needsControl, outcomes, true);
    }

    /**
     * The same.
     *
     * @param ours whether the kit made the nodes of the cell. Where it did not, a control that it
     *     may not make fail there does not count, and the verdict says so: that the claim's test
     *     can fail is then shown by cells of the kit's own
     */
    public static ClaimVerdict judge(PageClaim claim, Collection<Outcome> outcomes, boolean ours) {
        return judge(claim.id(), claim.needsControl(), outcomes, ours);
    }

    private static ClaimVerdict judge(
            String claim, boolean needsControl, Collection<Outcome> outcomes, boolean ours) {
        List<Outcome> sorted = outcomes.stream().sorted(Outcome.ORDER).toList();
        Finding finding =
                ours ? find(needsControl, sorted) : findWithoutControls(needsControl, sorted);
        double seconds = sorted.stream().mapToDouble(Outcome::seconds).sum();
        return new ClaimVerdict(claim, finding.verdict, finding.reason, seconds, sorted, null);
    }

    private record Finding(Verdict verdict, String reason) {}

    private static Finding findWithoutControls(boolean needsControl, List<Outcome> outcomes) {
        List<Outcome> counting =
                outcomes.stream()
                        .filter(
                                each ->
                                        each.role() == Role.POSITIVE
                                                || each.status() != Status.NOT_RUN)
                        .toList();
        if (any(counting, shown(Role.CONTROL))) {
            return find(needsControl, counting);
        }
        if (!any(counting, shown(Role.POSITIVE))) {
            return find(needsControl, outcomes);
        }
        Finding found = find(false, counting);
        return found.verdict == Verdict.HOLDS && needsControl
                ? new Finding(Verdict.HOLDS, UNCONTROLLED)
                : found;
    }

    private static Finding find(boolean needsControl, List<Outcome> outcomes) {
        if (any(outcomes, with(Status.FAILED))) {
            return new Finding(
                    Verdict.BROKEN, reasons(outcomes, with(Status.FAILED), Judge::failure));
        }
        if (any(outcomes, with(Status.ERROR))) {
            return new Finding(Verdict.ERROR, reasons(outcomes, with(Status.ERROR), Judge::said));
        }
        if (any(outcomes, with(Status.NOT_RUN))) {
            return new Finding(
                    Verdict.NOT_RUN, reasons(outcomes, with(Status.NOT_RUN), Judge::said));
        }
        if (!any(outcomes, shown(Role.POSITIVE))) {
            return new Finding(
                    Verdict.NOT_RUN,
                    outcomes.isEmpty() ? "no test of it ran" : "only its control ran");
        }
        if (needsControl && !any(outcomes, shown(Role.CONTROL))) {
            return new Finding(Verdict.NOT_RUN, "its control did not run");
        }
        if (any(outcomes, with(Status.DRIFTED))) {
            return new Finding(
                    Verdict.DRIFTED, reasons(outcomes, with(Status.DRIFTED), Outcome::reason));
        }
        return new Finding(Verdict.HOLDS, "");
    }

    /** A control that did not fail says nothing against the product, but nothing for it either. */
    private static String failure(Outcome outcome) {
        return outcome.role() == Role.POSITIVE
                ? said(outcome)
                : "%s did not fail as stated: %s; so the positive result shows nothing"
                        .formatted(outcome.title(), outcome.reason());
    }

    private static String said(Outcome outcome) {
        return outcome.title() + ": " + outcome.reason();
    }

    private static String reasons(
            List<Outcome> outcomes, Predicate<Outcome> which, Function<Outcome, String> text) {
        return outcomes.stream().filter(which).map(text).distinct().collect(joining("\n"));
    }

    private static boolean any(List<Outcome> outcomes, Predicate<Outcome> which) {
        return outcomes.stream().anyMatch(which);
    }

    private static Predicate<Outcome> with(Status status) {
        return outcome -> outcome.status() == status;
    }

    private static Predicate<Outcome> shown(Role role) {
        return outcome -> outcome.role() == role && outcome.isShown();
    }
}
