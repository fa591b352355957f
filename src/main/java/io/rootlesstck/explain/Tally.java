package io.rootlesstck.explain;

import io.rootlesstck.evidence.LogPattern;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the lines of one finding while logs are read. */
final class Tally {
    private final LogPattern pattern;
    private final @Nullable String claim;
    private final Instant now;
    private final Map<String, InOneLog> logs = new LinkedHashMap<>();

    Tally(LogPattern pattern, @Nullable String claim, Instant now) {
        this.pattern = pattern;
        this.claim = claim;
        this.now = now;
    }

    void add(String file, long number, String line) {
        InOneLog log = logs.get(file);
        if (log == null) {
            logs.put(file, new InOneLog(Sighting.of(file, number, line, now)));
        } else {
            log.add(number, line);
        }
    }

    Finding finding() {
        return new Finding(
                pattern, claim, logs.values().stream().map(log -> log.span(now)).toList());
    }

    private static final class InOneLog {
        private final Sighting first;
        private long lastNumber;
        private String lastLine = "";
        private long count = 1;

        InOneLog(Sighting first) {
            this.first = first;
        }

        /** Nothing is made of the line yet, for there may be millions. */
        void add(long number, String line) {
            count++;
            lastNumber = number;
            lastLine = line;
        }

        Span span(Instant now) {
            return new Span(
                    first,
                    count == 1 ? first : Sighting.of(first.file(), lastNumber, lastLine, now),
                    count);
        }
    }
}
