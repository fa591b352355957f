package io.rootlesstck.scenario;

import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.claim.PageClaim;
import java.util.List;

/** A text that some line of a log has to hold, or must not. */
public sealed interface ExpectedText {

    /** The texts themselves, for a claim and a version; empty where the claim has none. */
    List<String> of(PageClaim claim, KubernetesVersion version);

    /** A text that stands in the scenario. */
    record Literal(String text) implements ExpectedText {
        @Override
        public List<String> of(PageClaim claim, KubernetesVersion version) {
            return List.of(text);
        }
    }

    /** The texts that stand with the claim under a purpose, for example {@code fatal}. */
    record OfClaim(String purpose) implements ExpectedText {
        @Override
        public List<String> of(PageClaim claim, KubernetesVersion version) {
            return claim.texts(purpose, version);
        }
    }
}
