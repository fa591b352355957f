package io.rootlesstck.diff;

/** How what is said of a claim changed from the baseline to the result. The gravest come first. */
public enum Change {
    /** It is BROKEN, and was not; or it was shown in more of the repeated runs than it is now. */
    NOW_FAILING("now failing", true),
    /** The baseline does not know the claim, and it is BROKEN. */
    NEW_FAILING("new and failing", true),
    /** It is NOT_RUN or ERROR, and was something that one can know. */
    NO_LONGER_SHOWN("no longer shown", true),
    /** The result does not have the claim. */
    GONE("gone", true),
    /** It held, and the sentence is no longer true of what ran. */
    DRIFTED("drifted", false),
    /** The same verdicts as in the baseline, and not the same in all runs. */
    UNSTABLE("unstable", false),
    /** It is HOLDS or DRIFTED, and was not; or it is so in more of the repeated runs. */
    NOW_PASSING("now passing", false),
    /** It had drifted, and holds. */
    HOLDS_AGAIN("holds again", false),
    /** The baseline does not know the claim. */
    NEW("new", false),
    /** The version of the baseline's cell makes no such claim. */
    NOW_MADE("made since this version", false),
    /** The version of the result's cell makes no such claim. */
    NO_LONGER_MADE("not made for this version", false),
    /** The result is of some suites only, and this claim is not among theirs. */
    NOT_TRIED("not tried", false),
    /** BROKEN before and after. */
    STILL_FAILING("still failing", false),
    /** NOT_RUN or ERROR before and after. */
    STILL_NOT_SHOWN("still not shown", false),
    /** HOLDS before and after, or DRIFTED before and after. */
    SAME("the same", false);

    private final String title;
    private final boolean worse;

    Change(String title, boolean worse) {
        this.title = title;
        this.worse = worse;
    }

    /** What a reader calls it. */
    public String title() {
        return title;
    }

    /** Whether a comparison that has one of these ends with exit code 1. */
    public boolean isWorse() {
        return worse;
    }

    /** Whether both sides say the same of the claim. */
    public boolean isNone() {
        return switch (this) {
            case SAME, STILL_FAILING, STILL_NOT_SHOWN, UNSTABLE -> true;
            default -> false;
        };
    }

    /**
     * How the verdicts of repeated runs changed.
     *
     * <p>What counts first is how often the claim was shown: always, sometimes, never.
     */
    static Change between(Tally from, Tally to) {
        int shown = to.shown().compareTo(from.shown());
        if (shown > 0) {
            return NOW_PASSING;
        }
        if (shown < 0) {
            return to.broken() == Tally.Often.NEVER ? NO_LONGER_SHOWN : NOW_FAILING;
        }
        return switch (to.shown()) {
            case ALWAYS -> betweenShown(from, to);
            case SOMETIMES -> UNSTABLE;
            case NEVER -> betweenNotShown(from, to);
        };
    }

    private static Change betweenShown(Tally from, Tally to) {
        int drifted = to.drifted().compareTo(from.drifted());
        if (drifted != 0) {
            return drifted > 0 ? DRIFTED : HOLDS_AGAIN;
        }
        return to.drifted() == Tally.Often.SOMETIMES ? UNSTABLE : SAME;
    }

    private static Change betweenNotShown(Tally from, Tally to) {
        int broken = to.broken().compareTo(from.broken());
        if (broken != 0) {
            return broken > 0 ? NOW_FAILING : NO_LONGER_SHOWN;
        }
        return to.broken() == Tally.Often.NEVER ? STILL_NOT_SHOWN : STILL_FAILING;
    }
}
