package io.rootlesstck.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootlesstck.claim.ClaimSource;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.claim.VersionRange;
import io.rootlesstck.document.Document;
import io.rootlesstck.lint.Part.Holder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What lint knows: its rules, and the newest versions that they are written for. */
public final class Rules {
    private static final String RESOURCE = "rules.yaml";
    private static final Set<String> KEYS =
            Set.of(
                    "id",
                    "kind",
                    "level",
                    "claim",
                    "heading",
                    "source",
                    "link",
                    "since",
                    "until",
                    "containerd",
                    "in",
                    "at",
                    "value",
                    "is",
                    "when",
                    "check",
                    "text",
                    "fix");
    private static final Set<String> CONDITION = Set.of("at", "value", "is");
    private static final Set<String> TESTS =
            Set.of("oneOf", "noneOf", "matches", "zero", "boolean", "privilegedPort");

    private final LintVersions newest;
    private final List<Rule> all;

    private Rules(LintVersions newest, List<Rule> all) {
        this.newest = newest;
        this.all = List.copyOf(all);
    }

    /** The kit's rules, with what its claims say of headings and sources. */
    public static Rules load(Claims claims) {
        try (InputStream in = Rules.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + RESOURCE);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return of(Document.yaml(Path.of(RESOURCE), text), claims);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Rules of a document.
     *
     * @throws io.rootlesstck.document.DocumentException at the first thing that is wrong in it
     */
    static Rules of(Document document, Claims claims) {
        return new Reader(document, claims).rules();
    }

    /** The versions that are meant where nothing else is said. */
    public LintVersions newest() {
        return newest;
    }

    /** All rules, in the order of their file. */
    public List<Rule> all() {
        return all;
    }

    /** Reads the file; one each. */
    private record Reader(Document document, Claims claims) {
        Rules rules() {
            JsonNode root = document.root();
            Map<String, Rule> byId = new TreeMap<>();
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < root.path("rules").size(); i++) {
                String at = "/rules/" + i;
                Rule rule = rule(at, root.path("rules").path(i));
                if (byId.putIfAbsent(rule.id(), rule) != null) {
                    throw document.error(at, "the rule %s stands twice".formatted(rule.id()));
                }
                rules.add(rule);
            }
            return new Rules(
                    new LintVersions(version("/newest/kubernetes"), version("/newest/containerd")),
                    rules);
        }

        private Rule rule(String at, JsonNode rule) {
            known(at, rule, KEYS);
            String claimId = rule.path("claim").textValue();
            ClaimSource source;
            String heading;
            if (claimId != null) {
                PageClaim claim = claim(at, claimId);
                source = claim.source();
                heading = claim.heading();
            } else {
                source = source(at, rule.path("source").asText("page"));
                heading = text(at, rule, "heading");
            }
            String check = rule.path("check").textValue();
            if (check != null && !Checks.has(check)) {
                throw document.error(at + "/check", "no check is named " + check);
            }
            List<Condition> conditions = new ArrayList<>();
            if (rule.has("at")) {
                conditions.add(condition(at, rule));
            }
            for (int i = 0; i < rule.path("when").size(); i++) {
                JsonNode when = rule.path("when").path(i);
                known(at + "/when/" + i, when, CONDITION);
                conditions.add(condition(at + "/when/" + i, when));
            }
            if (conditions.isEmpty() && check == null) {
                throw document.error(at, "a rule needs at or check");
            }
            return new Rule(
                    text(at, rule, "id"),
                    kinds(at, rule.path("kind")),
                    level(at, rule),
                    claimId,
                    heading,
                    source.title(),
                    link(source, heading),
                    rule.path("link").textValue(),
                    range(rule),
                    range(rule.path("containerd")),
                    holders(at, rule.path("in")),
                    List.copyOf(conditions),
                    check,
                    text(at, rule, "text"),
                    text(at, rule, "fix"));
        }

        /** A rule about all rows of a claim names it as {@code kubelet.sysctl.*}. */
        private PageClaim claim(String at, String id) {
            Optional<PageClaim> found =
                    id.endsWith(".*")
                            ? claims.all().stream()
                                    .filter(
                                            each ->
                                                    each.id()
                                                            .startsWith(
                                                                    id.substring(
                                                                            0, id.length() - 1)))
                                    .findFirst()
                            : claims.all().stream()
                                    .filter(each -> each.id().equals(id))
                                    .findFirst();
            return found.orElseThrow(
                    () -> document.error(at + "/claim", "no claim is named " + id));
        }

        private ClaimSource source(String at, String name) {
            return claims.all().stream()
                    .map(PageClaim::source)
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> document.error(at + "/source", "no source is named " + name));
        }

        /**
         * Headings of pages of the Kubernetes documentation are anchors; of others only the page.
         */
        private static String link(ClaimSource source, String heading) {
            return source.url().startsWith("https://kubernetes.io/")
                    ? source.url()
                            + "#"
                            + heading.toLowerCase(Locale.ROOT)
                                    .replaceAll("[^a-z0-9 -]", "")
                                    .replace(' ', '-')
                    : source.url();
        }

        private Condition condition(String at, JsonNode node) {
            List<String> pointers = texts(node.path("at"));
            for (String pointer : pointers) {
                if (!pointer.startsWith("/")) {
                    throw document.error(at + "/at", "a pointer starts with /");
                }
            }
            String is = node.path("is").asText("present");
            if (!Set.of("present", "missing").contains(is)) {
                throw document.error(at + "/is", "is: present or missing");
            }
            return new Condition(pointers, test(at, node.path("value")), is.equals("missing"));
        }

        private ValueTest test(String at, JsonNode test) {
            if (test.isMissingNode()) {
                return ValueTest.ANY;
            }
            known(at + "/value", test, TESTS);
            return new ValueTest(
                    test.has("oneOf") ? texts(test.path("oneOf")) : null,
                    test.has("noneOf") ? texts(test.path("noneOf")) : null,
                    test.has("matches") ? Pattern.compile(test.path("matches").asText()) : null,
                    test.has("zero") ? test.path("zero").asBoolean() : null,
                    test.has("boolean") ? test.path("boolean").asBoolean() : null,
                    test.path("privilegedPort").asBoolean());
        }

        private Set<ConfigKind> kinds(String at, JsonNode node) {
            Set<ConfigKind> kinds = EnumSet.noneOf(ConfigKind.class);
            for (String word : texts(node)) {
                kinds.add(
                        ConfigKind.of(word)
                                .orElseThrow(
                                        () ->
                                                document.error(
                                                        at + "/kind", "no kind is named " + word)));
            }
            return kinds;
        }

        private Set<Holder> holders(String at, JsonNode node) {
            if (node.isMissingNode()) {
                return EnumSet.allOf(Holder.class);
            }
            Set<Holder> holders = EnumSet.noneOf(Holder.class);
            for (String word : texts(node)) {
                for (Holder holder : Holder.values()) {
                    if (holder.name().toLowerCase(Locale.ROOT).equals(word)) {
                        holders.add(holder);
                    }
                }
            }
            if (holders.isEmpty()) {
                throw document.error(at + "/in", "in: file, kubeadm or kind");
            }
            return holders;
        }

        private Level level(String at, JsonNode rule) {
            for (Level level : Level.values()) {
                if (level.word().equals(rule.path("level").asText())) {
                    return level;
                }
            }
            throw document.error(at + "/level", "no such level");
        }

        private static VersionRange range(JsonNode node) {
            return new VersionRange(version(node.path("since")), version(node.path("until")));
        }

        private KubernetesVersion version(String pointer) {
            return KubernetesVersion.parse(document.root().at(pointer).asText());
        }

        private static @Nullable KubernetesVersion version(JsonNode node) {
            return node.isMissingNode() ? null : KubernetesVersion.parse(node.asText());
        }

        private void known(String at, JsonNode node, Set<String> keys) {
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                if (!keys.contains(each.getKey())) {
                    throw document.error(
                            at + "/" + each.getKey(),
                            "unknown key \"%s\"; known: %s"
                                    .formatted(each.getKey(), new TreeSet<>(keys)));
                }
            }
        }

        private String text(String at, JsonNode node, String key) {
            String text = node.path(key).textValue();
            if (text == null || text.isBlank()) {
                throw document.error(at, "needs a text at " + key);
            }
            return text.strip();
        }

        private static List<String> texts(JsonNode node) {
            if (!node.isArray()) {
                return List.of(node.asText());
            }
            List<String> texts = new ArrayList<>();
            node.forEach(each -> texts.add(each.asText()));
            return texts;
        }
    }
}
