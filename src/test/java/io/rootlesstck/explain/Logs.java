package io.rootlesstck.explain;

import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.evidence.LogClassifier;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains texts. */
final class Logs {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final LogClassifier KNOWN = LogClassifier.load();
    static final Claims CLAIMS = Claims.load(Path.of("scenarios/claims.yaml"));

    private Logs() {}

    static Explainer explainer(boolean all) {
        return explainer(all, null);
    }

    static Explainer explainer(boolean all, @Nullable String version) {
        return new Explainer(
                KNOWN,
                CLAIMS,
                version == null ? null : KubernetesVersion.parse(version),
                all,
                NOW,
                finding -> {});
    }

    static Explained explain(String... lines) {
        return explain(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static Explained explain(byte[] bytes) {
        Explainer explainer = explainer(true);
        LogInput.read("a.log", new ByteArrayInputStream(bytes), explainer);
        return explainer.explained();
    }

    static List<String> ids(Explained explained) {
        return explained.findings().stream().map(finding -> finding.pattern().id()).toList();
    }
}
