package io.rootlesstck.evidence;

import io.rootlesstck.claim.VersionRange;
import io.rootlesstck.scenario.RefusalCause;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of log line that is known.
 *
 * @param id stable name
 * @param component who writes it
 * @param texts what a line has to hold, all of them; quotes stand without backslashes before them
 * @param row finds the part of the line that completes {@code claim}, in its group {@code row}; or
 *     null
 * @param cause why a volume is not mounted, where the line tells of that, or null
 * @param claim the claim, or claims with a trailing {@code *}, that it tells of; or null
 * @param versions the Kubernetes versions whose line this is
 * @param says what it means in words
 * @param remedy what to do about it, or null where nothing needs doing
 * @param behind ids, or prefixes with a trailing {@code *}, of the lines that can be the cause of
 *     this one
 * @param source where such a line was seen, or is written
 */
public record LogPattern(
        String id,
        String component,
        List<String> texts,
        @Nullable Pattern row,
        Meaning meaning,
        @Nullable RefusalCause cause,
        @Nullable String claim,
        VersionRange versions,
        String says,
        @Nullable String remedy,
        List<String> behind,
        String source) {

    /** What a line means for whoever reads the log. */
    public enum Meaning {
        /** The process, or what it was asked to start, ends because of it. */
        FATAL,
        /** Something does not work; the cause stands elsewhere or is named in the remedy. */
        SYMPTOM,
        /** An error that the gate or the runtime ignores, as documented. */
        TOLERATED,
        /** Tells something, or looks bad and does no harm. */
        INFO
    }

    /** Whether a line, or several, is of this kind, however often its quotes were escaped. */
    public boolean matches(String line) {
        return matchesUnescaped(unescaped(line));
    }

    /** As {@link #matches}, of a line that {@link #unescaped} was applied to. */
    public boolean matchesUnescaped(String line) {
        for (String text : texts) {
            if (!line.contains(text)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The claim that a line of this kind tells of, as far as the line says which.
     *
     * @param line as for {@link #matchesUnescaped}
     * @return an id, a prefix with a trailing {@code *}, or null
     */
    public @Nullable String claimOf(String line) {
        if (row == null || claim == null || !claim.endsWith("*")) {
            return claim;
        }
        Matcher found = row.matcher(line);
        return found.find()
                ? claim.substring(0, claim.length() - 1)
                        + found.group("row").replaceAll("[^a-z0-9]+", "-")
                : claim;
    }

    /**
     * A text whose quotes have no backslashes before them: a message is quoted once in klog's text
     * format, and again by each log that hands it on.
     */
    public static String unescaped(String text) {
        int at = text.indexOf("\\\"");
        if (at < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int run = 0; // backslashes just seen, not yet written
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                run++;
                continue;
            }
            if (c != '"') {
                plain.append("\\".repeat(run));
            }
            run = 0;
            plain.append(c);
        }
        return plain.append("\\".repeat(run)).toString();
    }
}
