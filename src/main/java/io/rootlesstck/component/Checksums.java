package io.rootlesstck.component;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SHA-256 sums as projects publish them: a bare sum, or a list of {@code <sum> [*]<file>} lines
 * (which may stand in a signed message).
 */
final class Checksums {
    private static final Pattern BARE = Pattern.compile("(?i)[0-9a-f]{64}");
    private static final Pattern LISTED = Pattern.compile("(?i)([0-9a-f]{64})[ \t]+\\*?(\\S+)");

    private Checksums() {}

    /** The sum of a file, in lower case, or nothing if the text does not have it. */
    static Optional<String> find(String text, String fileName) {
        String only = text.strip();
        if (BARE.matcher(only).matches()) {
            return Optional.of(only.toLowerCase(Locale.ROOT));
        }
        return text.lines()
                .map(line -> LISTED.matcher(line.strip()))
                .filter(Matcher::matches)
                .filter(line -> line.group(2).replaceFirst("^.*/", "").equals(fileName))
                .map(line -> line.group(1).toLowerCase(Locale.ROOT))
                .findFirst();
    }
}
