package io.rootlesstck.scenario;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootlesstck.document.ConfigFormat;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.MergePatch;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out the files of a scenario: its base's, its own, and the two merged. */
final class ScenarioFiles {
    private final ScenarioFolder folder;
    private final SortedMap<String, String> files = new TreeMap<>();

    private ScenarioFiles(ScenarioFolder folder, @Nullable Scenario base) {
        this.folder = folder;
        if (base != null) {
            files.putAll(base.files());
        }
    }

    static SortedMap<String, String> of(ScenarioFolder folder, @Nullable Scenario base) {
        ScenarioFiles files = new ScenarioFiles(folder, base);
        folder.files().forEach(files::add);
        for (Map.Entry<String, JsonNode> entry : folder.yaml().root().path("remove").properties()) {
            for (int i = 0; i < entry.getValue().size(); i++) {
                files.remove(
                        entry.getKey(),
                        entry.getValue().path(i).textValue(),
                        "/remove/" + entry.getKey() + "/" + i);
            }
        }
        return files.files;
    }

    private void add(String name, Path path) {
        String own = Document.text(path);
        Optional<ConfigFormat> format = ConfigFormat.of(name);
        if (format.isEmpty()) {
            files.put(name, own);
            return;
        }
        Document overlay = format.get().read(path, own);
        String below = files.get(name);
        if (below == null) {
            files.put(name, own); // word for word: comments are part of a file to copy
            return;
        }
        if (!overlay.root().isObject()) {
            throw overlay.error("", "an overlay has to be a mapping of keys to values");
        }
        JsonNode base = format.get().read(path, below).root();
        put(name, format.get(), MergePatch.apply(base, overlay.root()));
    }

    private void remove(String name, String pointer, String at) {
        String content = files.get(name);
        ConfigFormat format = ConfigFormat.of(name).orElse(null);
        if (content == null || format == null) {
            throw folder.yaml()
                    .error(
                            at,
                            "nothing can be removed from %s: neither this scenario nor its base has"
                                            .formatted(name)
                                    + " a YAML or TOML file of that name");
        }
        JsonNode tree = format.read(folder.dir().resolve(name), content).root();
        JsonPointer removed = JsonPointer.compile(pointer);
        if (!(tree.at(removed.head()) instanceof ObjectNode parent)
                || parent.remove(removed.last().getMatchingProperty()) == null) {
            throw folder.yaml().error(at, "%s has nothing at %s".formatted(name, pointer));
        }
        put(name, format, tree);
    }

    private void put(String name, ConfigFormat format, JsonNode tree) {
        files.put(
                name,
                "# %s of the scenario %s: its base's, with its own changes.%n%s"
                        .formatted(name, folder.name(), format.write(tree)));
    }
}
