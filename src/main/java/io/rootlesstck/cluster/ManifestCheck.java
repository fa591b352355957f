package io.rootlesstck.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentException;
import io.rootlesstck.document.Place;
import io.rootlesstck.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the manifests of scenarios as far as that is possible without an API server: YAML, kind,
 * name, and that every field is one that its kind has.
 */
@API(status = API.Status.INTERNAL)
public final class ManifestCheck {
    /** RFC 1123 subdomain, which the names of most objects have to be. */
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private static final int LONGEST_NAME = 253;

    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .annotationIntrospector(new NoAnySetter())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();
    private static final KubernetesSerialization KINDS = new KubernetesSerialization();

    private ManifestCheck() {}

    /**
     * Checks every YAML file in the subfolders of scenarios: what stands in them goes to the API
     * server and not onto a node.
     *
     * @throws DocumentException naming the place of an error
     */
    public static void check(List<Scenario> scenarios) {
        for (Scenario scenario : scenarios) {
            for (Path manifest : below(scenario.dir())) {
                check(manifest);
            }
        }
    }

    private static List<Path> below(Path dir) {
        try (Stream<Path> files = Files.find(dir, 8, (file, is) -> is.isRegularFile())) {
            return files.filter(file -> !dir.equals(file.getParent()))
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DocumentException(Place.of(dir), "cannot be listed: " + e, e);
        }
    }

    /**
     * Checks the documents of one manifest.
     *
     * @throws DocumentException naming the place of an error
     */
    public static void check(Path manifest) {
        List<Document> documents = Document.yamls(manifest);
        if (documents.isEmpty()) {
            throw new DocumentException(Place.of(manifest), "holds no object");
        }
        documents.forEach(ManifestCheck::check);
    }

    private static void check(Document document) {
        JsonNode root = document.root();
        if (!root.isObject()) {
            throw document.error("", "an object of Kubernetes has to be a mapping of keys");
        }
        String version = text(document, "/apiVersion");
        String kind = text(document, "/kind");
        checkName(document);
        Class<? extends KubernetesResource> type =
                KINDS.getRegisteredKubernetesResource(version, kind);
        if (type == null) {
            if (!version.contains(".") || version.contains(".k8s.io/")) {
                throw document.error(
                        "/kind", "Kubernetes has no kind %s in %s".formatted(kind, version));
            }
            return; // of a CustomResourceDefinition, which only the API server knows
        }
        try {
            STRICT.readValue(root.toString(), type);
        } catch (JacksonException e) {
            throw wrong(document, kind, e);
        }
    }

    private static String text(Document document, String pointer) {
        JsonNode value = document.root().at(pointer);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw document.error(
                    pointer, "an object of Kubernetes needs its " + pointer.substring(1));
        }
        return value.textValue();
    }

    private static void checkName(Document document) {
        JsonNode name = document.root().at("/metadata/name");
        if (name.isMissingNode() && document.root().at("/metadata/generateName").isTextual()) {
            return;
        }
        if (!name.isTextual()) {
            throw document.error("/metadata/name", "an object of Kubernetes needs a metadata.name");
        }
        if (!NAME.matcher(name.textValue()).matches() || name.textValue().length() > LONGEST_NAME) {
            // Names of RBAC objects may hold colons and capitals.
            if (!document.root().path("apiVersion").asText().startsWith("rbac.")) {
                throw document.error(
                        "/metadata/name",
                        "\"%s\" is no name: lower case letters, digits, '-' and '.'"
                                .formatted(name.textValue()));
            }
        }
    }

    private static DocumentException wrong(Document document, String kind, JacksonException e) {
        StringBuilder pointer = new StringBuilder();
        StringBuilder field = new StringBuilder(kind);
        for (Reference step :
                e instanceof DatabindException d ? d.getPath() : List.<Reference>of()) {
            String name = step.getPropertyName();
            pointer.append('/').append(name == null ? step.getIndex() : Document.step(name));
            field.append(name == null ? "[" + step.getIndex() + "]" : "." + name);
        }
        return new DocumentException(
                document.at(pointer.toString()),
                e instanceof UnrecognizedPropertyException unknown
                        ? "unknown field \"%s\" (%s)".formatted(unknown.getPropertyName(), field)
                        : "%s: %s".formatted(field, firstLine(e.getOriginalMessage())),
                e);
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    /** The client's model takes in any field, so that newer servers can be asked; a typo too. */
    private static final class NoAnySetter extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
            return false;
        }
    }
}
