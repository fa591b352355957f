package io.rootlesstck.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One document of a manifest file: one object, and where in the file its fields stand. */
record ManifestDocument(Document document) {
    private static final List<String> REQUIRED = List.of("/apiVersion", "/kind", "/metadata/name");
    private static final Pattern UNKNOWN_FIELD = Pattern.compile("unknown field \"([^\"]+)\"");
    private static final Pattern INDEX = Pattern.compile("\\[([^\\]]*)\\]");

    /**
     * Reads the documents of a file.
     *
     * @throws DocumentException naming the place of one that is no manifest
     */
    static List<ManifestDocument> read(Path file) {
        return Document.yamls(file).stream().map(ManifestDocument::checked).toList();
    }

    private static ManifestDocument checked(Document document) {
        for (String pointer : REQUIRED) {
            JsonNode value = document.root().at(pointer);
            if (!value.isTextual() || value.textValue().isEmpty()) {
                throw document.error(pointer, "a manifest needs a text at " + pointer);
            }
        }
        return new ManifestDocument(document);
    }

    /** What it is called in messages, for example {@code Pod/reader}. */
    String title() {
        return document.root().path("kind").asText() + "/" + name();
    }

    /** The name that it has in the file. */
    String name() {
        return document.root().at("/metadata/name").asText();
    }

    /**
     * The object as the client's types have it.
     *
     * @param reader makes an object of a JSON text
     */
    HasMetadata object(Function<String, HasMetadata> reader) {
        try {
            return reader.apply(document.root().toString());
        } catch (RuntimeException e) {
            throw new DocumentException(
                    document.at(""), title() + " does not fit its kind: " + e.getMessage(), e);
        }
    }

    /** What the API server found wrong with it, at the place of the field that it names. */
    DocumentException rejected(KubernetesClientException refusal) {
        Status status = refusal.getStatus();
        String message =
                status != null && status.getMessage() != null
                        ? status.getMessage()
                        : String.valueOf(refusal.getMessage());
        return new DocumentException(
                document.at(pointer(field(status, message))),
                "the API server rejects %s: %s".formatted(title(), message),
                refusal);
    }

    private static String field(@Nullable Status status, String message) {
        if (status != null && status.getDetails() != null) {
            for (StatusCause cause : status.getDetails().getCauses()) {
                if (cause.getField() != null && !cause.getField().isEmpty()) {
                    return cause.getField();
                }
            }
        }
        Matcher unknown = UNKNOWN_FIELD.matcher(message);
        return unknown.find() ? unknown.group(1) : "";
    }

    /** {@code spec.containers[0].image} as {@code /spec/containers/0/image}. */
    private static String pointer(String field) {
        return field.isEmpty()
                ? ""
                : "/" + INDEX.matcher(field).replaceAll("/$1").replace('.', '/');
    }
}
