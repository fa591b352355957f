package io.rootlesstck.cluster;

import java.time.Duration;

/** Does something in a loop, but not each time: what it costs would slow down what it waits for. */
final class Seldom {
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final Runnable action;
    private long next = System.nanoTime();

    Seldom(Runnable action) {
        this.action = action;
    }

    /** Does it, unless it was done less than two seconds ago. */
    void run() {
        if (System.nanoTime() - next >= 0) {
            action.run();
            next = System.nanoTime() + BETWEEN.toNanos();
        }
    }
}
