package io.rootlesstck.junit;

import org.opentest4j.TestAbortedException;

/**
 * Says that a claim could not be tested, and why. The run is then red unless {@code
 * -Dtck.allowNotRun=true} is given.
 */
public final class NotRun extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    /** Creates it with the prerequisite that failed. */
    public NotRun(String reason) {
        super(reason);
    }

    /** Creates it with the prerequisite that failed and what told of it. */
    public NotRun(String reason, Throwable cause) {
        super(reason, cause);
    }
}
