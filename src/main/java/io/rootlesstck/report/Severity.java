package io.rootlesstck.report;

import io.rootlesstck.verdict.ClaimVerdict;

/** How much a verdict asks for a reader's attention. */
final class Severity {
    private Severity() {}

    /** The higher, the sooner to be looked at. */
    static int of(ClaimVerdict verdict) {
        int red = Figures.isRed(verdict) ? 10 : 0;
        return red
                + switch (verdict.verdict()) {
                    case BROKEN -> 4;
                    case ERROR -> 3;
                    case NOT_RUN -> 2;
                    case DRIFTED -> 1;
                    case HOLDS -> 0;
                };
    }
}
