package io.rootlesstck.evidence;

import io.rootlesstck.scenario.RefusalCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of log line that is known.
 *
 * @param component who writes it
 * @param texts what a line has to hold, all of them
 * @param cause why a volume is not mounted, where the line tells of that, or null
 * @param claim the claim, or claims with a trailing {@code *}, that it tells of; or null
 * @param says what it means in words
 * @param remedy what to do about it, or null where nothing needs doing
 */
public record LogPattern(
        String component,
        List<String> texts,
        Meaning meaning,
        @Nullable RefusalCause cause,
        @Nullable String claim,
        String says,
        @Nullable String remedy) {

    /** What a line means for whoever reads the log. */
    public enum Meaning {
        /** An error that the gate or the runtime ignores, as documented. */
        TOLERATED,
        /** The process ends because of it. */
        FATAL,
        /** Something does not work; the cause stands elsewhere or is named in the remedy. */
        SYMPTOM,
        /** Looks bad and does no harm. */
        BENIGN
    }

    boolean matches(String line) {
        for (String text : texts) {
            if (!line.contains(text)) {
                return false;
            }
        }
        return true;
    }
}
