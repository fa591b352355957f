package io.rootlesstck.scenario;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.claim.PageClaim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of a scenario.
 *
 * @param daemon the daemon that it is about, for example {@code kubelet}; null where the scenario
 *     says nothing, and whatever is started then runs
 * @param fate whether that daemon runs or exits
 * @param log what its log has to hold
 * @param notLog what its log must not hold
 * @param refusal why the volume of its pod is not mounted; null where nothing is said of it
 */
public record Expectation(
        @Nullable String daemon,
        Fate fate,
        List<ExpectedText> log,
        List<ExpectedText> notLog,
        @Nullable RefusalCause refusal) {

    /** What becomes of a daemon. */
    public enum Fate {
        RUNS,
        EXITS
    }

    /**
     * What becomes of a daemon.
     *
     * @throws UsageException if the scenario speaks of another one
     */
    public Fate fateOf(String started) {
        if (daemon != null && !daemon.equals(started)) {
            throw new UsageException(
                    "A test started %s and asks what its scenario expects of it, but that says only what becomes of %s."
                            .formatted(started, daemon));
        }
        return fate;
    }

    /** The texts that the log has to hold for a claim, each within one line. */
    public List<String> log(PageClaim claim, KubernetesVersion version) {
        return texts(log, claim, version);
    }

    /** The texts that no line of the log may hold for a claim. */
    public List<String> notLog(PageClaim claim, KubernetesVersion version) {
        return texts(notLog, claim, version);
    }

    private static List<String> texts(
            List<ExpectedText> expected, PageClaim claim, KubernetesVersion version) {
        return expected.stream().flatMap(text -> text.of(claim, version).stream()).toList();
    }
}
