package io.rootlesstck.component;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.Sweep;
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
 * A pinned module with some of the source text that it requires changed: for a red test that needs
 * a component which breaks a claim. Go's module cache stays as it is.
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

    /** The pinned module of a component, with the Go of this machine. */
    static PatchedModule of(Wanted wanted, List<SourceEdit> edits, Settings settings) {
        PinnedModule module =
                PinnedModule.readAll(KitFiles.of("images/components")).stream()
                        .filter(pinned -> pinned.has(wanted))
                        .findFirst()
                        .orElseThrow();
        return new PatchedModule(
                module,
                GoToolchain.choose(module, GoToolchain.usualFolders()),
                edits,
                Path.of(settings.get(Setting.OUTPUT)).resolve("build-logs"));
    }

    /**
     * Builds a component with the changes, once.
     *
     * @throws TckException if a text to change is not there exactly once, or the build fails
     */
    Path build(ComponentId id, Cache cache) {
        Hash hash = Hash.start().add(module.hash(id, go.version()));
        edits.forEach(edit -> hash.add(edit.toString()));
        Sweep.run(cache);
        Path entry =
                cache.entry(
                        KIND,
                        id + "-" + module.version(),
                        hash.hex(),
                        folder -> build(id, cache, folder));
        return entry.resolve(id.id());
    }

    private void build(ComponentId id, Cache cache, Path folder) throws IOException {
        // Inside the entry that is being built: a killed build leaves nothing elsewhere.
        Path work = folder.resolve("modules");
        ModuleCacheMirror mirror = ModuleCacheMirror.of(moduleCache(), work);
        for (Map.Entry<Path, String> changed : changed().entrySet()) {
            mirror.replace(changed.getKey(), changed.getValue());
        }
        new GoBuild(module, go, cache, logs)
                .with("GOMODCACHE", work.toString())
                // An index of a module's folders is kept by path, as if nothing there changed.
                .with("GODEBUG", "goindex=0")
                .run(List.of(id), folder);
        Trees.delete(work);
    }

    private Path moduleCache() {
        return Path.of(
                go.call("env", "GOMODCACHE")
                        .run()
                        .orThrow("ask Go for its module cache")
                        .out()
                        .strip());
    }

    /** The new texts by the files that they stand for. */
    private Map<Path, String> changed() throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        for (SourceEdit edit : edits) {
            Path file = folderOf(edit.importPath()).resolve(edit.file());
            String text = texts.containsKey(file) ? texts.get(file) : Files.readString(file);
            texts.put(file, applied(edit, text));
        }
        return texts;
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
