package io.rootlesstck.component;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Sweep;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Components that are built here from the kit's pinned modules. */
final class GoModules implements ComponentSource {
    /** Makes sure that Debian packages are there. */
    @FunctionalInterface
    interface Prerequisites {
        /**
         * Installs what is missing, or throws.
         *
         * @param packages by name, each with a program or file that shows it is there
         */
        void ensure(String purpose, Map<String, String> packages);
    }

    private static final String KIND = "component";

    private final List<PinnedModule> modules;
    private final Cache cache;
    private final Prerequisites prerequisites;
    private final List<Path> goFolders;
    private final Path logs;

    /**
     * Prepares to build.
     *
     * @param goFolders where to look for {@code go}
     * @param logs folder for the builds' logs
     */
    GoModules(
            List<PinnedModule> modules,
            Cache cache,
            Prerequisites prerequisites,
            List<Path> goFolders,
            Path logs) {
        this.modules = List.copyOf(modules);
        this.cache = cache;
        this.prerequisites = prerequisites;
        this.goFolders = List.copyOf(goFolders);
        this.logs = logs;
    }

    /**
     * The newest version of a component that is pinned.
     *
     * @throws TckException if none is
     */
    String newest(ComponentId id) {
        return modules.stream()
                .filter(module -> module.has(id))
                .map(PinnedModule::version)
                .max(Versions.ORDER)
                .orElseThrow(
                        () ->
                                TckException.of("choose a version of " + id)
                                        .found("No module in images/components pins it.")
                                        .error());
    }

    /**
     * The folder with the sources of the newest pinned module of a component, whose main package is
     * at its top.
     *
     * @throws TckException if they cannot be fetched
     */
    Path sources(ComponentId id) {
        String version = newest(id);
        PinnedModule module = moduleOf(new Wanted(id, version)).orElseThrow();
        String name = module.mainPackage(id);
        Exec.Result result =
                GoToolchain.choose(module, goFolders)
                        .call("mod", "download", "-json", name)
                        .run()
                        .orThrow("fetch the sources of " + module);
        try {
            return Path.of(new ObjectMapper().readTree(result.out()).path("Dir").asText());
        } catch (IOException e) {
            throw TckException.of("fetch the sources of " + module)
                    .found("go wrote no JSON: " + result.out())
                    .cause(e)
                    .error();
        }
    }

    @Override
    public String name() {
        return "pinned Go module";
    }

    @Override
    public Map<ComponentId, Component> atHand(List<Wanted> wanted) {
        sweep();
        Map<ComponentId, Component> found = new EnumMap<>(ComponentId.class);
        for (Wanted each : wanted) {
            Optional<PinnedModule> module = moduleOf(each);
            if (module.isPresent()) {
                GoToolchain go = GoToolchain.choose(module.get(), goFolders);
                String hash = module.get().hash(each.id(), go.version());
                if (cache.has(KIND, entryName(each), hash)) {
                    found.put(each.id(), component(each, module.get(), go));
                }
            }
        }
        return found;
    }

    @Override
    public Fetched fetch(List<Wanted> wanted) {
        sweep();
        Fetched fetched = new Fetched();
        Map<Path, List<Wanted>> byModule = new TreeMap<>();
        for (Wanted each : wanted) {
            moduleOf(each)
                    .ifPresentOrElse(
                            module ->
                                    byModule.computeIfAbsent(
                                                    module.folder(), folder -> new ArrayList<>())
                                            .add(each),
                            () -> fetched.lacking().put(each.id(), notPinned(each)));
        }
        byModule.values().forEach(each -> fetched.got().putAll(build(each)));
        return fetched;
    }

    /** Ends the {@code go} of a killed run, which still writes where the cache would clear up. */
    private void sweep() {
        Sweep.run(cache);
    }

    private Map<ComponentId, Component> build(List<Wanted> wanted) {
        PinnedModule module = moduleOf(wanted.get(0)).orElseThrow();
        Map<String, String> packages = new TreeMap<>(module.debian());
        if (!GoToolchain.choose(module, goFolders).present()) {
            packages.put("golang-go", "go");
        }
        prerequisites.ensure("build " + module, packages);
        GoToolchain go = GoToolchain.choose(module, goFolders);
        buildTogether(wanted, module, go);
        Map<ComponentId, Component> built = new EnumMap<>(ComponentId.class);
        for (Wanted each : wanted) {
            built.put(each.id(), component(each, module, go));
        }
        return built;
    }

    /**
     * Builds in one run of {@code go} what is to become several entries of the cache: loading and
     * linking side by side is cheaper than one after the other.
     */
    private void buildTogether(List<Wanted> wanted, PinnedModule module, GoToolchain go) {
        // Always in this order, so that two runs never wait for each other's locks.
        List<Wanted> sorted = wanted.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
        Wanted first = sorted.get(0);
        cache.entry(
                KIND,
                entryName(first),
                module.hash(first.id(), go.version()),
                folder -> {
                    new GoBuild(module, go, cache, logs)
                            .run(sorted.stream().map(Wanted::id).toList(), folder);
                    for (Wanted other : sorted.subList(1, sorted.size())) {
                        moveToEntry(other, module, go, folder.resolve(other.id().id()));
                    }
                });
    }

    private void moveToEntry(Wanted wanted, PinnedModule module, GoToolchain go, Path built)
            throws IOException {
        cache.entry(
                KIND,
                entryName(wanted),
                module.hash(wanted.id(), go.version()),
                folder -> Files.move(built, folder.resolve(wanted.id().id())));
        // Another run may have been faster.
        Files.deleteIfExists(built);
    }

    private Component component(Wanted wanted, PinnedModule module, GoToolchain go) {
        Path folder =
                cache.entry(
                        KIND,
                        entryName(wanted),
                        module.hash(wanted.id(), go.version()),
                        into ->
                                new GoBuild(module, go, cache, logs)
                                        .run(List.of(wanted.id()), into));
        Origin origin =
                new Origin(
                        Origin.Kind.GO_MODULE,
                        "%s of %s, built with %s"
                                .formatted(module.mainPackage(wanted.id()), module, go.version()));
        return Component.of(wanted, folder.resolve(wanted.id().id()), origin);
    }

    private static String entryName(Wanted wanted) {
        return "%s-v%s".formatted(wanted.id(), Versions.number(wanted.version()));
    }

    private Optional<PinnedModule> moduleOf(Wanted wanted) {
        return modules.stream().filter(module -> module.has(wanted)).findFirst();
    }

    private String notPinned(Wanted wanted) {
        List<String> versions =
                modules.stream()
                        .filter(module -> module.has(wanted.id()))
                        .map(PinnedModule::version)
                        .toList();
        return versions.isEmpty()
                ? "no module in images/components builds it"
                : "images/components pins %s of it".formatted(String.join(", ", versions));
    }
}
