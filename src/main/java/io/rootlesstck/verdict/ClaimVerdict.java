package io.rootlesstck.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one claim in one cell.
 *
 * @param claim the id
 * @param reason why, or empty where it simply holds
 * @param seconds the time of all its tests
 * @param outcomes what it was made of, in {@link Outcome#ORDER}
 * @param ledger how it compares with the ledger; null where it holds and nothing else is expected
 */
public record ClaimVerdict(
        String claim,
        Verdict verdict,
        String reason,
        double seconds,
        List<Outcome> outcomes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LedgerNote ledger) {

    /** The same, compared with what a ledger expects of its cell. */
    public ClaimVerdict comparedWith(Ledger expected, String cell) {
        return new ClaimVerdict(
                claim, verdict, reason, seconds, outcomes, expected.compare(cell, claim, verdict));
    }
}
