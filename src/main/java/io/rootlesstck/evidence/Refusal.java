package io.rootlesstck.evidence;

import io.rootlesstck.scenario.RefusalCause;
import org.jspecify.annotations.Nullable;

/**
 * Why a volume was not mounted.
 *
 * @param known the kind of text that told, or null where the error number did or nothing is known
 */
public record Refusal(RefusalCause cause, @Nullable LogPattern known) {
    /** The cause for a person, with what it means. */
    @Override
    public String toString() {
        return known == null ? cause.name() : cause + " (" + known.says() + ")";
    }
}
