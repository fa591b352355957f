package io.rootlesstck.cluster;

import java.time.Duration;

/** Does something in a loop, but not each time: what it costs would slow down what it waits for. */
final class Seldom {
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final Runnable action;
    private long next;

    private Seldom(Runnable action, long next) {
        this.action = action;
        this.next = next;
    }

    /** Does it the first time that it is asked to. */
    static Seldom fromNow(Runnable action) {
        return new Seldom(action, System.nanoTime());
    }

    /** Does not do it before something has been waited for a while. */
    static Seldom later(Runnable action) {
        return new Seldom(action, System.nanoTime() + BETWEEN.toNanos());
    }

    /** Does it, unless it was done less than two seconds ago. */
    void run() {
        if (System.nanoTime() - next >= 0) {
            action.run();
            next = System.nanoTime() + BETWEEN.toNanos();
        }
    }
}
