package io.rootlesstck.junit;

import org.opentest4j.TestAbortedException;

/**
 * Keeps a test of a claim green for JUnit where the ledger knows that the claim is broken. Its
 * cause is what the test threw: the verdict stays BROKEN.
 */
final class ExpectedDeviation extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    ExpectedDeviation(AssertionError cause) {
        super("the ledger expects it: " + cause.getMessage(), cause);
    }
}
