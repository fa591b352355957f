package io.rootlesstck.node;

import io.rootlesstck.base.TckException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits that have a name, and that end at once when the condition throws. */
public final class Waits {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Waits() {}

    /**
     * Polls until the condition holds.
     *
     * @param what what is waited for, as the message continues "Could not wait for …"
     * @throws TckException if it does not hold in time, or what the condition throws
     */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .pollInterval(BETWEEN)
                    .pollDelay(Duration.ZERO)
                    .atMost(limit)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw TckException.of("wait for " + what + " within " + limit.toSeconds() + " s")
                    .found(String.valueOf(e.getMessage()))
                    .cause(e)
                    .error();
        }
    }
}
