package io.rootlesstck.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What changed of one claim.
 *
 * @param claim the id
 * @param from its verdicts in the baseline; null where it has none
 * @param to its verdicts in the result; null where it has none
 * @param reason of the gravest verdict in the result, or where that has none, in the baseline
 * @param note what else is to be known, for example that the ledger expects it; or empty
 * @param time how long its tests took where it was shown on both sides
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaimDiff(
        String claim,
        Change change,
        @Nullable Tally from,
        @Nullable Tally to,
        String reason,
        String note,
        @Nullable Timing time) {

    /** For a reader, for example {@code HOLDS -> BROKEN}. */
    public String verdicts(String arrow) {
        if (from == null || to == null) {
            return String.valueOf(from == null ? to : from);
        }
        return from.equals(to) ? from.toString() : from + " " + arrow + " " + to;
    }
}
