package io.rootlesstck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.junit.ClaimReport;

/** What comes of a runtime that does without one thing that the page asks for. */
final class LeftOut {
    private LeftOut() {}

    /** Whether a pod was refused without it, which has to be in the words of the claim. */
    static boolean isRequired(TriedPod pod, PageClaim claim, Cell cell, ClaimReport report) {
        if (pod.refusal().isEmpty()) {
            return false;
        }
        String refusal = pod.refusal().get();
        report.measured("need", "required").measured("refusal", refusal);
        assertThat(refusal).contains(claim.texts("refused", cell.kubernetes()));
        return true;
    }

    /**
     * Says that pods run without it as well.
     *
     * @param need {@code redundant}, or {@code advisory} where the runtime warns
     * @param seen what was seen instead
     */
    static void isNotRequired(String need, String seen, ClaimReport report) {
        report.measured("need", need);
        report.drifted(need + ": " + seen);
    }
}
