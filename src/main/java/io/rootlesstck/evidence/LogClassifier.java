package io.rootlesstck.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.claim.VersionRange;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentSchema;
import io.rootlesstck.evidence.LogPattern.Meaning;
import io.rootlesstck.scenario.RefusalCause;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Knows log lines of kubelets, runtimes and the tools around them. Immutable. */
@API(status = API.Status.INTERNAL)
public final class LogClassifier {
    private static final String RESOURCE = "log-patterns.yaml";

    private final List<LogPattern> patterns;

    private LogClassifier(List<LogPattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /** The lines that the kit knows. */
    public static LogClassifier load() {
        try (InputStream in = LogClassifier.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the kit has no " + RESOURCE);
            }
            return of(Path.of(RESOURCE), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads patterns from a text; {@code file} is only named in messages. */
    static LogClassifier of(Path file, String text) {
        Document document = Document.yaml(file, text);
        DocumentSchema.named("log-patterns").check(document);
        List<LogPattern> patterns = new ArrayList<>();
        JsonNode rows = document.root().path("patterns");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            LogPattern pattern = pattern(document, "/patterns/" + i, rows.path(i));
            if (!ids.add(pattern.id())) {
                throw document.error("/patterns/" + i + "/id", pattern.id() + " is there twice");
            }
            patterns.add(pattern);
        }
        return new LogClassifier(patterns);
    }

    private static LogPattern pattern(Document document, String at, JsonNode row) {
        return new LogPattern(
                row.path("id").textValue(),
                row.path("component").textValue(),
                texts(row.path("texts")).stream().map(LogPattern::unescaped).toList(),
                row.has("row") ? regex(document, at + "/row", row.path("row").textValue()) : null,
                Meaning.valueOf(row.path("meaning").textValue().toUpperCase(Locale.ROOT)),
                row.has("cause") ? RefusalCause.of(row.path("cause").textValue()) : null,
                row.path("claim").textValue(),
                new VersionRange(
                        version(document, at + "/since", row.path("since")),
                        version(document, at + "/until", row.path("until"))),
                row.path("says").textValue(),
                row.path("remedy").textValue(),
                texts(row.path("behind")),
                row.path("source").textValue());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.textValue()));
        return List.copyOf(texts);
    }

    private static Pattern regex(Document document, String at, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw document.error(at, "is no regular expression: " + e.getDescription());
        }
    }

    private static @Nullable KubernetesVersion version(
            Document document, String at, JsonNode text) {
        if (text.isMissingNode()) {
            return null;
        }
        try {
            return KubernetesVersion.parse(text.textValue());
        } catch (UsageException e) {
            throw document.error(at, String.valueOf(e.getMessage()));
        }
    }

    /** All patterns, in the order they are tried: the first that fits a line is its meaning. */
    public List<LogPattern> patterns() {
        return patterns;
    }

    /** What is known of a line, whoever wrote it. */
    public Optional<LogPattern> classify(String line) {
        String plain = LogPattern.unescaped(line);
        return patterns.stream().filter(pattern -> pattern.matchesUnescaped(plain)).findFirst();
    }

    /** What is known of a line that a component wrote. */
    public Optional<LogPattern> classify(String component, String line) {
        return patterns.stream()
                .filter(pattern -> pattern.component().equals(component))
                .filter(pattern -> pattern.matches(line))
                .findFirst();
    }
}
