package io.rootlesstck.node;

import io.rootlesstck.base.TckException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits that have a name, and that end at once when the condition throws. */
public final class Waits {
    /** Says that a condition did not hold in time. */
    public static final class TimeOver extends TckException {
        private static final long serialVersionUID = 1L;

        private TimeOver(TckException told) {
            super(String.valueOf(told.getMessage()), told.getCause());
        }
    }

    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Waits() {}

    /**
     * Polls until the condition holds.
     *
     * @param what what is waited for, as the message continues "Could not wait for …"
     * @throws TimeOver if it does not hold in time
     * @throws RuntimeException what the condition throws
     */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .pollInterval(BETWEEN)
                    .pollDelay(Duration.ZERO)
                    .atMost(limit)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new TimeOver(
                    TckException.of("wait for " + what + " within " + limit.toSeconds() + " s")
                            .found(String.valueOf(e.getMessage()))
                            .cause(e)
                            .error());
        }
    }
}
