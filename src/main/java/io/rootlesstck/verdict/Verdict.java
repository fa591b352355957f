package io.rootlesstck.verdict;

/** What is said of a claim in a cell. */
public enum Verdict {
    /** Shown, and its control failed as it must. */
    HOLDS,
    /** Shown not to hold, or its control did not fail. */
    BROKEN,
    /** The source says no and it works, or a version made the sentence false. */
    DRIFTED,
    /** Not shown either way; the reason says what was missing. */
    NOT_RUN,
    /** The kit or the machine failed, so nothing is known of the claim. */
    ERROR;

    /** Whether a run with this verdict may be green. */
    public boolean isGood() {
        return this == HOLDS || this == DRIFTED;
    }
}
