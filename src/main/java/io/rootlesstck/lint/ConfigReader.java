package io.rootlesstck.lint;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.document.ConfigFormat;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentException;
import io.rootlesstck.lint.Part.Holder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a file apart into what rules look at. */
final class ConfigReader {
    private static final Set<String> KUBEADM =
            Set.of("InitConfiguration", "JoinConfiguration", "ClusterConfiguration");
    private static final List<String> KUBEADM_PATCHES =
            List.of("/kubeadmConfigPatches/*", "/nodes/*/kubeadmConfigPatches/*");
    private static final String CONTAINERD_PATCHES = "/containerdConfigPatches/*";

    /** The first line that says something: a table, or a key and its value. */
    private static final Pattern TOML_LINE =
            Pattern.compile("\\[{1,2}[^\\[\\],]+\\]{1,2}\\s*(#.*)?|[\\w.\"'-]+\\s*=.*");

    private static final Pattern NODE_IMAGE = Pattern.compile("kindest/node:(v[^@]+)");

    private final Path file;
    private final String text;
    private final @Nullable ConfigKind wanted;
    private final LintVersions versions;
    private final boolean versionGiven;

    /**
     * @param file only named
     * @param wanted the kind that the user says it is; null to find out
     * @param versionGiven whether the versions count more than one that the file names
     */
    ConfigReader(
            Path file,
            String text,
            @Nullable ConfigKind wanted,
            LintVersions versions,
            boolean versionGiven) {
        this.file = file;
        this.text = text;
        this.wanted = wanted;
        this.versions = versions;
        this.versionGiven = versionGiven;
    }

    /**
     * What there is to look at.
     *
     * @throws DocumentException if the file is broken
     * @throws UnknownFileException if it is none of lint's
     */
    List<Part> read() {
        return format() == ConfigFormat.TOML ? toml() : yaml();
    }

    private ConfigFormat format() {
        if (wanted != null) {
            return wanted.format();
        }
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".json")) {
            return ConfigFormat.YAML;
        }
        return ConfigFormat.of(name)
                .orElseGet(() -> looksLikeToml() ? ConfigFormat.TOML : ConfigFormat.YAML);
    }

    private boolean looksLikeToml() {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .filter(line -> TOML_LINE.matcher(line).matches())
                .isPresent();
    }

    private List<Part> toml() {
        Document document = Document.toml(file, text);
        JsonNode root = document.root();
        ConfigKind kind = wanted != null ? wanted : kindOfToml(root);
        boolean whole =
                kind != ConfigKind.CONTAINERD || root.has("version"); // else it is a part of one
        return List.of(new Part(kind, Holder.FILE, whole, root, document::at, versions));
    }

    private static ConfigKind kindOfToml(JsonNode root) {
        if (root.path("crio").isObject()) {
            return ConfigKind.CRIO;
        }
        for (Map.Entry<String, JsonNode> plugin : root.path("plugins").properties()) {
            if (plugin.getKey().startsWith("io.containerd.")) {
                return ConfigKind.CONTAINERD;
            }
        }
        if (root.path("plugins").path("cri").isObject() || root.path("proxy_plugins").isObject()) {
            return ConfigKind.CONTAINERD;
        }
        throw unknown(root.isEmpty() ? "an empty file" : "TOML with " + keys(root));
    }

    private List<Part> yaml() {
        List<Document> documents = Document.yamls(file, text, Document.Aliases.RESOLVED);
        List<Part> parts = new ArrayList<>();
        Map<String, Document> ofKubeadm = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        boolean kubeadm = documents.stream().anyMatch(each -> isKubeadm(each.root()));
        Holder holder = kubeadm ? Holder.KUBEADM : Holder.FILE;
        LintVersions its = versionOf(documents);
        for (Document document : documents) {
            JsonNode root = document.root();
            Optional<ConfigKind> kind = kindOfYaml(root);
            if (kind.isEmpty()) {
                others.add(named(root));
                continue;
            }
            if (kubeadm && kind.get() != ConfigKind.COMPOSE && kind.get() != ConfigKind.KIND) {
                ofKubeadm.putIfAbsent(root.path("kind").asText(), document);
            }
            switch (kind.get()) {
                case KUBEADM -> {} // as a whole, below
                case KIND -> parts.addAll(kind(document));
                case COMPOSE -> parts.addAll(compose(document));
                default -> parts.add(new Part(kind.get(), holder, true, root, document::at, its));
            }
        }
        if (kubeadm) {
            parts.add(kubeadm(ofKubeadm, its));
        }
        if (parts.isEmpty()) {
            throw unknown(
                    others.isEmpty()
                            ? "an empty file"
                            : others.stream().distinct().limit(5).collect(joining(", ")));
        }
        return parts;
    }

    private static boolean isKubeadm(JsonNode root) {
        return KUBEADM.contains(root.path("kind").asText())
                && root.path("apiVersion").asText().startsWith("kubeadm.k8s.io/");
    }

    /** What a document is; nothing for one that is none of lint's. */
    private Optional<ConfigKind> kindOfYaml(JsonNode root) {
        String kind = root.path("kind").asText();
        if (kind.equals("KubeletConfiguration")) {
            return Optional.of(ConfigKind.KUBELET);
        }
        if (kind.equals("KubeProxyConfiguration")) {
            return Optional.of(ConfigKind.KUBE_PROXY);
        }
        if (isKubeadm(root)) {
            return Optional.of(ConfigKind.KUBEADM);
        }
        if (kind.equals("Cluster")
                && root.path("apiVersion").asText().startsWith("kind.x-k8s.io/")) {
            return Optional.of(ConfigKind.KIND);
        }
        if (!kind.isEmpty() || !root.isObject()) {
            return Optional.empty();
        }
        if (root.path("services").isObject()) {
            return Optional.of(ConfigKind.COMPOSE);
        }
        return Optional.ofNullable(wanted)
                .filter(each -> each == ConfigKind.KUBELET || each == ConfigKind.KUBE_PROXY);
    }

    private static Part kubeadm(Map<String, Document> documents, LintVersions versions) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        documents.forEach((kind, document) -> root.set(kind, document.root()));
        return new Part(
                ConfigKind.KUBEADM,
                Holder.KUBEADM,
                true,
                root,
                pointer -> {
                    String[] steps = pointer.split("/", 3);
                    Document document = steps.length > 1 ? documents.get(steps[1]) : null;
                    if (document == null) {
                        return documents.values().iterator().next().at("");
                    }
                    return document.at(steps.length > 2 ? "/" + steps[2] : "");
                },
                versions);
    }

    private List<Part> kind(Document document) {
        List<Part> parts = new ArrayList<>();
        parts.add(
                new Part(
                        ConfigKind.KIND,
                        Holder.FILE,
                        true,
                        document.root(),
                        document::at,
                        versionOf(document.root())));
        List<String> lines = text.lines().toList();
        for (String pattern : KUBEADM_PATCHES) {
            for (Condition.Node patch : Condition.select(document.root(), pattern)) {
                parts.addAll(kubeadmPatch(document, lines, patch));
            }
        }
        for (Condition.Node patch : Condition.select(document.root(), CONTAINERD_PATCHES)) {
            String toml = patch.value().asText();
            EmbeddedText places = new EmbeddedText(lines, document.at(patch.pointer()), toml);
            Document inner = embedded(places, () -> Document.toml(file, toml));
            parts.add(patch(ConfigKind.CONTAINERD, inner, places, versionOf(document.root())));
        }
        return parts;
    }

    private List<Part> kubeadmPatch(Document document, List<String> lines, Condition.Node patch) {
        String yaml = patch.value().asText();
        EmbeddedText places = new EmbeddedText(lines, document.at(patch.pointer()), yaml);
        List<Part> parts = new ArrayList<>();
        List<Document> inners =
                embedded(places, () -> Document.yamls(file, yaml, Document.Aliases.RESOLVED));
        for (Document inner : inners) {
            String kind = inner.root().path("kind").asText();
            LintVersions its = versionOf(document.root());
            if (kind.equals("KubeletConfiguration")) {
                parts.add(patch(ConfigKind.KUBELET, inner, places, its));
            } else if (kind.equals("KubeProxyConfiguration")) {
                parts.add(patch(ConfigKind.KUBE_PROXY, inner, places, its));
            } else if (KUBEADM.contains(kind)) {
                Part whole = kubeadm(Map.of(kind, inner), its);
                parts.add(
                        new Part(
                                ConfigKind.KUBEADM,
                                Holder.KIND,
                                false,
                                whole.root(),
                                pointer -> places.at(whole.places().at(pointer)),
                                its));
            }
        }
        return parts;
    }

    private static Part patch(
            ConfigKind kind, Document inner, EmbeddedText places, LintVersions versions) {
        return new Part(
                kind,
                Holder.KIND,
                false,
                inner.root(),
                pointer -> places.at(inner.at(pointer)),
                versions);
    }

    /** Reads a text inside the file; an error names its place in the file. */
    private static <T> T embedded(EmbeddedText places, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DocumentException e) {
            throw new DocumentException(places.at(e.place()), "the patch " + e.problem(), e);
        }
    }

    private List<Part> compose(Document document) {
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> service : document.root().path("services").properties()) {
            if (wanted == ConfigKind.COMPOSE || ComposeService.isNode(service.getValue())) {
                String prefix = "/services/" + Document.step(service.getKey());
                parts.add(
                        new Part(
                                ConfigKind.COMPOSE,
                                Holder.FILE,
                                true,
                                service.getValue(),
                                pointer -> document.at(prefix + pointer),
                                versions));
            }
        }
        if (parts.isEmpty()) {
            throw unknown("a compose file without a service that is a Kubernetes node");
        }
        return parts;
    }

    /** The versions with the one of the cluster, where the file names one. */
    private LintVersions versionOf(List<Document> documents) {
        return documents.stream()
                .filter(each -> isKubeadm(each.root()))
                .map(each -> each.root().path("kubernetesVersion").asText())
                .filter(version -> !version.isEmpty())
                .findFirst()
                .map(this::named)
                .orElse(versions);
    }

    /** The versions with the one of the nodes' image, where it has one. */
    private LintVersions versionOf(JsonNode kind) {
        for (Condition.Node image : Condition.select(kind, "/nodes/*/image")) {
            Matcher tag = NODE_IMAGE.matcher(image.value().asText());
            if (tag.find()) {
                return named(tag.group(1));
            }
        }
        return versions;
    }

    private LintVersions named(String version) {
        if (versionGiven || version.isEmpty()) {
            return versions;
        }
        try {
            return versions.withKubernetes(KubernetesVersion.parse(version));
        } catch (UsageException e) {
            return versions; // a label, or something that is filled in later
        }
    }

    private static UnknownFileException unknown(String found) {
        return new UnknownFileException(
                ("is no file that lint knows: it is %s; lint knows %s"
                                + " (--kind says what a file is that does not say it itself)")
                        .formatted(found, ConfigKind.titles()));
    }

    private static String named(JsonNode root) {
        String kind = root.path("kind").asText();
        if (!kind.isEmpty()) {
            return Shown.text((root.path("apiVersion").asText() + " " + kind).strip());
        }
        return root.isObject() ? "YAML with " + keys(root) : "YAML that is no mapping";
    }

    private static String keys(JsonNode root) {
        List<String> keys = new ArrayList<>();
        root.fieldNames().forEachRemaining(keys::add);
        return Shown.text(keys.size() == 1 ? "the key " + keys.get(0) : "the keys " + keys);
    }
}
