package io.rootlesstck.component;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pinned module with some of its source text, or of what it requires, changed: for a red test
 * that needs a component which breaks a claim.
 *
 * <p>Go reads the changed files through {@code -overlay}; the module cache stays as it is.
 */
final class PatchedModule {
    private static final String KIND = "patched";

    private final PinnedModule module;
    private final GoToolchain go;
    private final List<SourceEdit> edits;
    private final Path logs;

    PatchedModule(PinnedModule module, GoToolchain go, List<SourceEdit> edits, Path logs) {
        this.module = module;
        this.go = go;
        this.edits = List.copyOf(edits);
        this.logs = logs;
    }

    /**
     * Builds a component with the changes, once.
     *
     * @throws TckException if a text to change is not there exactly once, or the build fails
     */
    Path build(ComponentId id, Cache cache) {
        Hash hash = Hash.start().add(module.hash(id, go.version()));
        edits.forEach(edit -> hash.add(edit.toString()));
        Path entry =
                cache.entry(
                        KIND, id + "-" + module.version(), hash.hex(), folder -> build(id, folder));
        return entry.resolve(id.id());
    }

    private void build(ComponentId id, Path folder) throws IOException {
        // Inside the entry that is being built: a killed build leaves nothing elsewhere.
        Path work = Files.createDirectory(folder.resolve("overlay"));
        Path overlay = work.resolve("overlay.json");
        Map<String, Object> content = Map.of("Replace", replaced(work));
        new ObjectMapper().writeValue(overlay.toFile(), content);
        new GoBuild(module, go, logs).with("-overlay=" + overlay).run(List.of(id), folder);
        Trees.delete(work);
    }

    /** Writes the changed files; gives them by the path of the file that each stands for. */
    private Map<String, String> replaced(Path work) throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        for (SourceEdit edit : edits) {
            Path original = folderOf(edit.importPath()).resolve(edit.file());
            String text =
                    texts.containsKey(original) ? texts.get(original) : Files.readString(original);
            texts.put(original, applied(edit, text));
        }
        Map<String, String> replaced = new TreeMap<>();
        for (Map.Entry<Path, String> text : texts.entrySet()) {
            Path changed = work.resolve(replaced.size() + "-" + text.getKey().getFileName());
            Files.writeString(changed, text.getValue());
            replaced.put(text.getKey().toString(), changed.toString());
        }
        return replaced;
    }

    private Path folderOf(String importPath) {
        List<String> arguments = new ArrayList<>(List.of("list", "-f", "{{.Dir}}"));
        arguments.addAll(module.flags());
        arguments.add(importPath);
        Exec.Result result =
                go.call(arguments.toArray(String[]::new))
                        .run()
                        .orThrow("find the sources of " + importPath);
        return Path.of(result.out().strip());
    }

    private static String applied(SourceEdit edit, String text) {
        int first = text.indexOf(edit.old());
        if (first < 0 || text.indexOf(edit.old(), first + 1) >= 0) {
            throw TckException.of("change %s of %s".formatted(edit.file(), edit.importPath()))
                    .found(
                            "It has this text %s:\n%s"
                                    .formatted(
                                            first < 0 ? "nowhere" : "more than once", edit.old()))
                    .next("Fit the edit to this version's source.")
                    .error();
        }
        return text.replace(edit.old(), edit.replacement());
    }
}
