package io.rootlesstck.report;

import io.rootlesstck.junit.ResultSink;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints the table at the end of a run. */
public final class ConsoleSink implements ResultSink {
    // System.console() says less: null although stdout is a terminal, and from Java 22 never null.
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    @Override
    public void show(RunResult result, Path output) {
        System.out.print(VerdictTable.of(result, fromHere(output), isTerminal()));
    }

    /** The path as a person in this folder would type it. */
    private static Path fromHere(Path output) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = output.toAbsolutePath();
        return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
    }

    /** Colours are for people: not for files, not for CI, and not where they are unwanted. */
    private static boolean isTerminal() {
        return System.getenv("NO_COLOR") == null
                && !"dumb".equals(System.getenv("TERM"))
                && isTerminal(STANDARD_OUTPUT);
    }

    private static boolean isTerminal(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false; // plain text is right wherever the output cannot be looked at
        }
    }
}
