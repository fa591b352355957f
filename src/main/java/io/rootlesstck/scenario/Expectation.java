package io.rootlesstck.scenario;

import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.claim.PageClaim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of a scenario.
 *
 * @param kubelet whether the kubelet runs or exits
 * @param log what its log has to hold
 * @param notLog what its log must not hold
 * @param refusal why the volume of its pod is not mounted; null where nothing is said of it
 */
public record Expectation(
        Kubelet kubelet,
        List<ExpectedText> log,
        List<ExpectedText> notLog,
        @Nullable RefusalCause refusal) {

    /** What becomes of the kubelet. */
    public enum Kubelet {
        RUNS,
        EXITS
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
