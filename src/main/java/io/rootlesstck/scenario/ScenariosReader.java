package io.rootlesstck.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.MergePatch;
import io.rootlesstck.scenario.Expectation.Fate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads all scenario folders, then lays each over its base. */
final class ScenariosReader {
    /** What a scenario may be about; the schema lets it name one of them. */
    private static final Set<String> DAEMONS =
            Set.of("kubelet", "kube-proxy", "containerd", "crio");

    private final Claims claims;
    private final Map<String, ScenarioFolder> folders = new TreeMap<>();
    private final Map<String, Layers> done = new TreeMap<>();

    ScenariosReader(Claims claims) {
        this.claims = claims;
    }

    /** A scenario and the settings it was made of, which scenarios above it merge into. */
    private record Layers(Scenario scenario, JsonNode node, JsonNode host) {}

    Scenarios read(List<Path> roots) {
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                throw new UsageException(
                        "The scenario folder " + root + " (-Dtck.scenarios) is not there.");
            }
            ScenarioFolder.each(root, this::add);
        }
        Map<String, Scenario> scenarios = new TreeMap<>();
        folders.forEach(
                (name, folder) ->
                        scenarios.put(name, resolve(folder, new LinkedHashSet<>()).scenario()));
        return new Scenarios(scenarios);
    }

    private void add(ScenarioFolder folder) {
        ScenarioFolder other = folders.putIfAbsent(folder.name(), folder);
        if (other != null) {
            throw folder.yaml()
                    .error(
                            "",
                            "a scenario named %s is already in %s"
                                    .formatted(folder.name(), other.dir()));
        }
    }

    private Layers resolve(ScenarioFolder folder, Set<String> above) {
        Layers known = done.get(folder.name());
        if (known != null) {
            return known;
        }
        above.add(folder.name());
        Layers base = base(folder, above);
        Layers layers = layOver(folder, base);
        done.put(folder.name(), layers);
        return layers;
    }

    private @Nullable Layers base(ScenarioFolder folder, Set<String> above) {
        String name = folder.yaml().root().path("base").textValue();
        if (name == null) {
            return null;
        }
        ScenarioFolder base = folders.get(name);
        if (base == null) {
            throw folder.yaml()
                    .error(
                            "/base",
                            "no scenario is named \"%s\"; known: %s"
                                    .formatted(name, String.join(", ", folders.keySet())));
        }
        if (above.contains(name)) {
            throw folder.yaml()
                    .error(
                            "/base",
                            "this goes round in a circle: %s -> %s"
                                    .formatted(String.join(" -> ", above), name));
        }
        return resolve(base, above);
    }

    private Layers layOver(ScenarioFolder folder, @Nullable Layers base) {
        Document yaml = folder.yaml();
        JsonNode root = yaml.root();
        JsonNode empty = JsonNodeFactory.instance.objectNode();
        JsonNode node =
                MergePatch.apply(base == null ? empty : base.node(), orEmpty(root.path("node")));
        JsonNode host =
                MergePatch.apply(base == null ? empty : base.host(), orEmpty(root.path("host")));
        Scenario below = base == null ? null : base.scenario();
        List<PageClaim> shown = claims(yaml, root.path("claims"));
        Scenario scenario =
                new Scenario(
                        folder.name(),
                        folder.dir(),
                        root.path("title").textValue(),
                        root.path("description").asText(""),
                        root.path("control").booleanValue(),
                        shown,
                        root.path("base").textValue(),
                        needs(root.path("needs"), below),
                        node(node),
                        host(host),
                        expect(yaml, root.path("expect"), shown),
                        ScenarioFiles.of(folder, below));
        return new Layers(scenario, node, host);
    }

    private static JsonNode orEmpty(JsonNode settings) {
        return settings.isMissingNode() ? JsonNodeFactory.instance.objectNode() : settings;
    }

    private List<PageClaim> claims(Document yaml, JsonNode patterns) {
        Set<PageClaim> shown = new LinkedHashSet<>();
        for (int i = 0; i < patterns.size(); i++) {
            try {
                shown.addAll(claims.matching(patterns.path(i).textValue()));
            } catch (UsageException e) {
                throw yaml.error("/claims/" + i, String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(shown);
    }

    /** A scenario needs what its base needs, and what it adds. */
    private static Set<Need> needs(JsonNode keys, @Nullable Scenario below) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        if (below != null) {
            needs.addAll(below.needs());
        }
        keys.forEach(key -> needs.add(Need.of(key.textValue())));
        return Set.copyOf(needs);
    }

    private static NodeSettings node(JsonNode node) {
        return new NodeSettings(
                Kmsg.of(node.path("kmsg").asText(Kmsg.AS_IS.key())),
                node.has("controllers") ? names(node.path("controllers")) : null,
                names(node.path("without")),
                node.has("openFiles") ? node.path("openFiles").intValue() : null,
                texts(node.path("proc")),
                names(node.path("daemons")),
                node.path("systemd").booleanValue());
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.textValue()));
        return List.copyOf(names);
    }

    private static HostSettings host(JsonNode host) {
        return new HostSettings(texts(host.path("sysctl")));
    }

    private static SortedMap<String, String> texts(JsonNode values) {
        SortedMap<String, String> texts = new TreeMap<>();
        values.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** Not inherited: an overlay is there to make something else happen. */
    private static Expectation expect(Document yaml, JsonNode expect, List<PageClaim> shown) {
        String daemon = null;
        Fate fate = Fate.RUNS;
        for (Map.Entry<String, JsonNode> entry : expect.properties()) {
            if (DAEMONS.contains(entry.getKey())) {
                daemon = entry.getKey();
                fate = Fate.valueOf(entry.getValue().textValue().toUpperCase(Locale.ROOT));
            }
        }
        return new Expectation(
                daemon,
                fate,
                texts(yaml, "/expect/log", expect.path("log"), shown),
                texts(yaml, "/expect/notLog", expect.path("notLog"), shown),
                expect.has("refusal") ? RefusalCause.of(expect.path("refusal").textValue()) : null);
    }

    private static List<ExpectedText> texts(
            Document yaml, String at, JsonNode list, List<PageClaim> shown) {
        List<ExpectedText> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode entry = list.path(i);
            if (entry.isObject()) {
                texts.add(new ExpectedText.Literal(entry.path("literal").textValue()));
                continue;
            }
            String purpose = entry.textValue();
            if (shown.stream().noneMatch(claim -> claim.texts().containsKey(purpose))) {
                throw yaml.error(
                        at + "/" + i,
                        "no claim of this scenario has a text named \"%s\"; a text word for word is"
                                        .formatted(purpose)
                                + " written {literal: …}");
            }
            texts.add(new ExpectedText.OfClaim(purpose));
        }
        return List.copyOf(texts);
    }
}
