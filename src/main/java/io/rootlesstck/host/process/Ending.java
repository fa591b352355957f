package io.rootlesstck.host.process;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something to do once, at the latest when this process ends in order (which Ctrl-C is). What a
 * kill -9 leaves is for the next run's sweep.
 */
public final class Ending {
    private final Runnable work;
    private final Thread hook;
    private final AtomicBoolean over = new AtomicBoolean();

    private Ending(Runnable work) {
        this.work = work;
        this.hook = new Thread(this::once, "tck-ending");
    }

    /** Prepares it. */
    public static Ending of(Runnable work) {
        Ending ending = new Ending(work);
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    /** Does it now; later calls do nothing. */
    public void now() {
        unhook();
        once();
    }

    /** Never does it. */
    public void cancel() {
        unhook();
        over.set(true);
    }

    private void once() {
        if (over.compareAndSet(false, true)) {
            work.run();
        }
    }

    private void unhook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException atShutdown) {
            // Too late to take it off; the work is still done once only.
            return;
        }
    }
}
