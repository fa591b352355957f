package io.rootlesstck.host.process;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.RunDir;
import java.util.function.Function;

/** A run folder for one piece of work. */
public final class OwnRun {
    private OwnRun() {}

    /**
     * Does something whose programs and files end with it, also when it fails or this process is
     * told to end.
     */
    public static <T> T in(Cache cache, Function<RunDir, T> work) {
        RunDir run = RunDir.open(cache);
        Ending ending = Ending.of(run::close);
        try {
            return work.apply(run);
        } finally {
            ending.now();
        }
    }

    /**
     * Starts something that goes on after the work, with the folder, if the work succeeds; the
     * given ending is then the result's to do.
     */
    public static <T> T start(Cache cache, Starter<T> work) {
        RunDir run = RunDir.open(cache);
        Ending ending = Ending.of(run::close);
        boolean started = false;
        try {
            T result = work.start(run, ending);
            started = true;
            return result;
        } finally {
            if (!started) {
                ending.now();
            }
        }
    }

    /** Work that starts something. */
    @FunctionalInterface
    public interface Starter<T> {
        /** Does it; whatever it starts is the folder's. */
        T start(RunDir run, Ending ending);
    }
}
