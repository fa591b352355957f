package io.rootlesstck.explain;

import io.rootlesstck.evidence.LogPattern;
import io.rootlesstck.evidence.LogPattern.Meaning;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All lines of one kind that tell of one claim.
 *
 * @param pattern the kind
 * @param claim an id of the claims, or a prefix with a trailing {@code *}, or null
 * @param spans where they stand, one for each log, in the order in which they were read
 */
public record Finding(LogPattern pattern, @Nullable String claim, List<Span> spans) {

    /** What its lines mean. */
    public Meaning meaning() {
        return pattern.meaning();
    }

    /** The line that was read first. */
    public Sighting first() {
        return spans.get(0).first();
    }

    /** The line that was read last. */
    public Sighting last() {
        return spans.get(spans.size() - 1).last();
    }

    /** How many lines there are. */
    public long count() {
        return spans.stream().mapToLong(Span::count).sum();
    }

    /** When the earliest line was written, as far as any says. */
    Optional<Instant> earliest() {
        return spans.stream()
                .map(span -> span.first().time())
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    /** Whether a line of it was written no later than one of the other's. */
    boolean mayPrecede(Finding other) {
        return spans.stream()
                .anyMatch(
                        span ->
                                other.spans.stream()
                                        .anyMatch(next -> span.first().mayPrecede(next.last())));
    }
}
