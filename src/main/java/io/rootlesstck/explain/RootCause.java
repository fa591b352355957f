package io.rootlesstck.explain;

import io.rootlesstck.evidence.LogPattern;
import io.rootlesstck.evidence.LogPattern.Meaning;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What nothing else in the logs explains, and what it explains.
 *
 * @param findings of one pattern, one for each claim
 * @param explains what can have come of it, in the order of the logs
 */
public record RootCause(List<Finding> findings, List<Finding> explains) {
    /** The kind of its lines. */
    public LogPattern pattern() {
        return findings.get(0).pattern();
    }

    /** When the earliest of its lines was written, as far as any says. */
    Optional<Instant> earliest() {
        return findings.stream().flatMap(f -> f.earliest().stream()).min(Instant::compareTo);
    }

    /** Whether something ended, or did not begin, by it. */
    public boolean isFatal() {
        return pattern().meaning() == Meaning.FATAL;
    }
}
