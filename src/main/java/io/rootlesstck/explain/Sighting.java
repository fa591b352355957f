package io.rootlesstck.explain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line.
 *
 * @param file as the user named it
 * @param number of the line, from 1 on
 * @param text the line, shortened, without control characters
 * @param time when it was written, as far as it says; or null
 */
public record Sighting(String file, long number, String text, @Nullable Instant time) {
    private static final int SHOWN = 400;

    /** Formats that tell no parts of a second stand beside such that do. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    static Sighting of(String file, long number, String line, Instant now) {
        return new Sighting(file, number, shown(line), LogTime.of(line, now).orElse(null));
    }

    /**
     * Whether this line was written no later than another one. Where nothing tells, it may have
     * been.
     */
    boolean mayPrecede(Sighting other) {
        if (file.equals(other.file)) {
            return number <= other.number;
        }
        return time == null || other.time == null || !time.isAfter(other.time.plus(GRAIN));
    }

    /** A line as a terminal may show it, whatever it holds. */
    static String shown(String line) {
        String head = line.length() > SHOWN ? line.substring(0, SHOWN) : line;
        StringBuilder text = new StringBuilder(head.length() + 1);
        head.codePoints().map(c -> isHarmless(c) ? c : ' ').forEach(text::appendCodePoint);
        String shown = text.toString().strip();
        return head.length() < line.length() ? shown + "…" : shown;
    }

    /** No control characters, and none that turn the direction of writing round. */
    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
