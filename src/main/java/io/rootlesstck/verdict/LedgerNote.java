package io.rootlesstck.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How a verdict compares with the ledger.
 *
 * @param verdict what the ledger expects: HOLDS where it has no entry
 * @param reason of the entry, or empty
 * @param link of the entry, or empty
 */
public record LedgerNote(Match match, Verdict verdict, String reason, String link) {

    /** How what was found compares with what the ledger expects. */
    public enum Match {
        /** The deviation that the ledger expects. */
        EXPECTED,
        /** A deviation of which the ledger knows nothing. */
        NEW,
        /** The ledger expects a deviation, and the claim holds. */
        VANISHED,
        /** The ledger expects a deviation, and there is another one. */
        CHANGED
    }

    /** What the same entry says to a verdict; where it expects HOLDS, there is none. */
    public LedgerNote against(Verdict found) {
        Match other =
                verdict == Verdict.HOLDS
                        ? Match.NEW
                        : found == verdict
                                ? Match.EXPECTED
                                : found == Verdict.HOLDS ? Match.VANISHED : Match.CHANGED;
        return new LedgerNote(other, verdict, reason, link);
    }

    /** Whether the deviation that the ledger expects did not come. */
    @JsonIgnore
    public boolean isGone() {
        return match == Match.VANISHED || match == Match.CHANGED;
    }
}
