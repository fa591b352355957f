package io.rootlesstck.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this process writes. */
public final class Terminal {
    // System.console() says less: null although stdout is a terminal, and from Java 22 never null.
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private Terminal() {}

    /** Colours are for people: not for files, not for CI, and not where they are unwanted. */
    public static boolean takesColours() {
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
