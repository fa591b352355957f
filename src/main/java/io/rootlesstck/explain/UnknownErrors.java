package io.rootlesstck.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Gathers error lines that are not known; those that differ in numbers only are one. */
final class UnknownErrors {
    /** More kinds than this are counted and not kept, so that memory stays what it is. */
    private static final int KINDS = 200;

    private static final int COMPARED = 160;
    private static final Pattern HEADER = Pattern.compile("^.{0,120}?[^ \\]]{1,80}:\\d+] ");
    private static final Pattern NUMBERS = Pattern.compile("[0-9a-f-]*[0-9][0-9a-f-]*");

    private final Map<String, UnknownError> kinds = new LinkedHashMap<>();
    private long count;

    void add() {
        count++;
    }

    void add(String file, long number, String line, Instant now) {
        count++;
        String text = HEADER.matcher(line).replaceFirst("");
        String kind =
                NUMBERS.matcher(text.substring(0, Math.min(COMPARED, text.length())))
                        .replaceAll("0");
        UnknownError known = kinds.get(kind);
        if (known != null) {
            kinds.put(kind, new UnknownError(known.first(), known.count() + 1));
        } else if (kinds.size() < KINDS) {
            kinds.put(kind, new UnknownError(Sighting.of(file, number, line, now), 1));
        }
    }

    /** All lines, also those whose kind was not kept. */
    long count() {
        return count;
    }

    /** Those that were kept, in the order of their first lines. */
    List<UnknownError> kinds() {
        return new ArrayList<>(kinds.values());
    }
}
