package io.rootlesstck.evidence;

import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.claim.PageClaim;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of one sysctl what the kubelet did about it, from values before and after and its log. */
public final class ToleratedSysctls {
    private ToleratedSysctls() {}

    /** What became of one sysctl. */
    public enum State {
        /** It had another value, the kubelet could not set it, said so, and went on. */
        TOLERATED,
        /** It already had the wanted value, so that the kubelet tried nothing. */
        ALREADY_EQUAL,
        /** The kubelet could not set it, and says that only the gate would make it go on. */
        REFUSED,
        /** It has another value than before. */
        CHANGED,
        /** It has another value than wanted, and the log says nothing of it. */
        SILENT,
        /** It could not be read, before or afterwards. */
        UNREADABLE
    }

    /**
     * What became of one sysctl.
     *
     * @param line the line of the log that says so, or null
     */
    public record Finding(
            Sysctl sysctl,
            State state,
            @Nullable String before,
            @Nullable String after,
            @Nullable String line) {}

    /**
     * Judges one sysctl.
     *
     * @param claim the claim about it: its texts {@code tolerated} and {@code hint} are looked for
     * @param before its value before the kubelet started; null if it could not be read
     * @param after its value afterwards; null if it could not be read
     * @param log the kubelet's log
     */
    public static Finding find(
            Sysctl sysctl,
            PageClaim claim,
            KubernetesVersion version,
            @Nullable String before,
            @Nullable String after,
            Collection<String> log) {
        if (before == null || after == null) {
            return new Finding(sysctl, State.UNREADABLE, before, after, null);
        }
        String hint = lineWith(claim.texts("hint", version), log);
        String tolerated = lineWith(claim.texts("tolerated", version), log);
        String line = hint != null ? hint : tolerated;
        return new Finding(
                sysctl, state(sysctl, before, after, hint, tolerated), before, after, line);
    }

    private static State state(
            Sysctl sysctl,
            String before,
            String after,
            @Nullable String hint,
            @Nullable String tolerated) {
        if (!before.equals(after)) {
            return State.CHANGED;
        }
        if (hint != null) {
            return State.REFUSED;
        }
        if (tolerated != null) {
            return State.TOLERATED;
        }
        return before.equals(sysctl.wanted()) ? State.ALREADY_EQUAL : State.SILENT;
    }

    private static @Nullable String lineWith(List<String> texts, Collection<String> log) {
        return log.stream()
                .filter(line -> texts.stream().anyMatch(line::contains))
                .findFirst()
                .orElse(null);
    }
}
