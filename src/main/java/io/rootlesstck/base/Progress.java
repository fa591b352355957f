package io.rootlesstck.base;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows what long work does, how far it is and how long it took: lines with the elapsed time
 * everywhere, and a bar besides where there is a terminal.
 */
public final class Progress {
    /** Work that may fail with one kind of checked exception. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Exception> {
        /** Does the work. */
        T run(Step step) throws E;
    }

    private static final long BORN = System.nanoTime();
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Optional<PrintStream> TERMINAL = openTerminal();

    private Progress() {}

    /**
     * Runs one step, and says when it begins, how far it is, and when it ends or fails.
     *
     * @param name short, for example {@code "kernel: compile"}
     */
    public static <T extends @Nullable Object, E extends Exception> T run(
            String name, Work<T, E> work) throws E {
        long begun = System.nanoTime();
        boolean ended = false;
        line(name + " …");
        try (Step step = new Step(name, begun)) {
            T value = work.run(step);
            ended = true;
            return value;
        } finally {
            line(name + (ended ? ": done in " : ": FAILED after ") + since(begun));
        }
    }

    /** Prints one line with the time since the start. */
    public static void line(String text) {
        System.out.printf(Locale.ROOT, "[tck %6.1f s] %s%n", seconds(BORN), text);
        System.out.flush();
    }

    private static String since(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", seconds(nanos));
    }

    private static double seconds(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static Optional<PrintStream> openTerminal() {
        if (System.getenv("CI") != null) {
            return Optional.empty();
        }
        try {
            // Maven's forked JVM has no console of its own, but the terminal is still there.
            return Optional.of(
                    new PrintStream(
                            new FileOutputStream("/dev/tty"), true, StandardCharsets.UTF_8));
        } catch (IOException noTerminal) {
            return Optional.empty();
        }
    }

    /** One step under way. */
    public static final class Step implements AutoCloseable {
        private final String name;
        private final long begun;
        private long lastLine;
        private @Nullable ProgressBar bar;

        private Step(String name, long begun) {
            this.name = name;
            this.begun = begun;
            this.lastLine = begun;
        }

        /** Says how far the step is; a total of 0 or less means that it is not known. */
        public synchronized void at(long done, long total) {
            TERMINAL.ifPresent(terminal -> draw(terminal, done, total));
            if (TERMINAL.isEmpty() && lineIsDue()) {
                line(
                        total > 0
                                ? "%s: %d %% (%d of %d), %s"
                                        .formatted(
                                                name,
                                                Math.min(100, 100 * done / total),
                                                done,
                                                total,
                                                since(begun))
                                : "%s: %d, %s".formatted(name, done, since(begun)));
            }
        }

        /** Says what the step is doing; no more often than a reader can follow. */
        public synchronized void say(String text) {
            if (lineIsDue()) {
                line("%s: %s, %s".formatted(name, text, since(begun)));
            }
        }

        private boolean lineIsDue() {
            long now = System.nanoTime();
            if (now - lastLine < BETWEEN_LINES.toNanos()) {
                return false;
            }
            lastLine = now;
            return true;
        }

        private void draw(PrintStream terminal, long done, long total) {
            if (bar == null) {
                bar =
                        new ProgressBarBuilder()
                                .setTaskName(name)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(200)
                                .setConsumer(new ConsoleProgressBarConsumer(terminal, 79))
                                .build();
            }
            bar.maxHint(total > 0 ? total : -1);
            bar.stepTo(done);
        }

        @Override
        public synchronized void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
