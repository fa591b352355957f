package io.rootlesstck.evidence;

import io.rootlesstck.scenario.RefusalCause;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Sorts refused mounts by their cause, from what mount programs and the kubelet said of them. The
 * texts are those rows of {@code log-patterns.yaml} that name a cause. Immutable.
 *
 * <p>The user namespace is blamed only for what nothing else explains: its rows come last.
 */
@API(status = API.Status.INTERNAL)
public final class RefusalClassifier {
    private final List<LogPattern> patterns;

    private RefusalClassifier(List<LogPattern> patterns) {
        this.patterns = patterns;
    }

    /** The causes that the kit knows. */
    public static RefusalClassifier load() {
        return new RefusalClassifier(
                LogClassifier.load().patterns().stream()
                        .filter(pattern -> pattern.cause() != null)
                        .toList());
    }

    /** All that is known of causes, in the order it is tried. */
    public List<LogPattern> patterns() {
        return patterns;
    }

    /**
     * The cause of a refusal.
     *
     * @param said what the mounting program or an event said; may have several lines
     */
    public Refusal classify(String said) {
        for (LogPattern pattern : patterns) {
            RefusalCause cause = pattern.cause();
            if (cause != null && pattern.matches(said)) {
                return new Refusal(cause, pattern);
            }
        }
        return new Refusal(RefusalCause.UNKNOWN, null);
    }
}
