package io.rootlesstck.junit;

import io.rootlesstck.base.NotOursException;
import io.rootlesstck.base.TckException;
import io.rootlesstck.verdict.Outcome.Status;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.TestInstantiationException;
import org.opentest4j.TestAbortedException;

/** Reads from what a test threw whose fault it was. */
final class Failures {
    private Failures() {}

    /** What was thrown in the first place, before JUnit wrapped it. */
    static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        while ((inner instanceof ParameterResolutionException
                        || inner instanceof TestInstantiationException
                        || inner instanceof ExpectedDeviation)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner instanceof NotOursException change
                ? new NotRun(String.valueOf(change.getMessage()), change)
                : inner;
    }

    static Status status(Throwable thrown) {
        Throwable inner = unwrap(thrown);
        if (inner instanceof TestAbortedException || inner instanceof ClaimNotRunException) {
            return Status.NOT_RUN;
        }
        return inner instanceof AssertionError ? Status.FAILED : Status.ERROR;
    }

    /** The reason for a reader; for an error it starts with the kind of exception. */
    static String reason(Throwable thrown) {
        Throwable inner = unwrap(thrown);
        if (inner instanceof ClaimNotRunException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        if (message == null || message.isBlank()) {
            return inner.getClass().getName();
        }
        // The kit's own errors say in words what happened; of others the kind says more.
        return status(inner) == Status.ERROR && !(inner instanceof TckException)
                ? inner.getClass().getSimpleName() + ": " + message.strip()
                : message.strip();
    }

    /** What to throw on: an abort becomes red unless it is allowed. */
    static Throwable red(Throwable thrown, boolean allowNotRun) {
        Throwable inner = unwrap(thrown);
        return inner instanceof TestAbortedException && !allowNotRun
                ? new ClaimNotRunException(reason(inner), inner)
                : inner;
    }
}
