package io.rootlesstck.evidence;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Knows log lines of kubelets, runtimes and the tools around them. Immutable. */
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
        for (JsonNode row : document.root().path("patterns")) {
            List<String> texts = new ArrayList<>();
            row.path("texts").forEach(part -> texts.add(part.textValue()));
            patterns.add(
                    new LogPattern(
                            row.path("component").textValue(),
                            List.copyOf(texts),
                            Meaning.valueOf(
                                    row.path("meaning").textValue().toUpperCase(Locale.ROOT)),
                            row.has("cause")
                                    ? RefusalCause.of(row.path("cause").textValue())
                                    : null,
                            row.path("claim").textValue(),
                            row.path("says").textValue(),
                            row.path("remedy").textValue()));
        }
        return new LogClassifier(patterns);
    }

    /** All patterns, in the order they are tried: the first that fits a line is its meaning. */
    public List<LogPattern> patterns() {
        return patterns;
    }

    /** What is known of a line, whoever wrote it. */
    public Optional<LogPattern> classify(String line) {
        return patterns.stream().filter(pattern -> pattern.matches(line)).findFirst();
    }

    /** What is known of a line that a component wrote. */
    public Optional<LogPattern> classify(String component, String line) {
        return patterns.stream()
                .filter(pattern -> pattern.component().equals(component))
                .filter(pattern -> pattern.matches(line))
                .findFirst();
    }
}
