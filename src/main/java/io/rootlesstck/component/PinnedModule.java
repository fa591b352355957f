package io.rootlesstck.component;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Go module of the kit's own that pins the sources of some components: a folder with {@code
 * go.mod}, {@code go.sum} and {@code module.yaml}. Immutable.
 */
final class PinnedModule {
    private static final String RECIPE = "module.yaml";
    private static final Pattern GO = Pattern.compile("(?m)^go (\\S+)$");
    private static final Pattern TOOLCHAIN = Pattern.compile("(?m)^toolchain (\\S+)$");

    /** What {@code module.yaml} says. */
    private record Recipe(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String version,
            @JsonProperty(required = true) Map<String, String> binaries,
            @Nullable List<String> tags,
            @Nullable Map<String, String> variables,
            boolean cgo,
            @Nullable List<String> linker,
            @Nullable Map<String, String> debian) {}

    private final Path folder;
    private final Recipe recipe;
    private final Map<ComponentId, String> packages = new TreeMap<>();
    private final String leastGo;
    private final String toolchain;

    private PinnedModule(Path folder, Recipe recipe, String goMod) {
        this.folder = folder;
        this.recipe = recipe;
        recipe.binaries().forEach((name, path) -> packages.put(ComponentId.of(name), path));
        this.leastGo =
                line(GO, goMod)
                        .orElseThrow(
                                () -> new IllegalArgumentException("go.mod has no line " + GO));
        // Go itself leaves the line out where it would say no more than the other.
        this.toolchain = line(TOOLCHAIN, goMod).orElse("go" + leastGo);
    }

    private static Optional<String> line(Pattern pattern, String goMod) {
        Matcher line = pattern.matcher(goMod);
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    /**
     * Reads the module in a folder.
     *
     * @throws TckException if a file of it is missing or malformed, naming it
     */
    static PinnedModule read(Path folder) {
        try {
            return new PinnedModule(
                    folder.toAbsolutePath(),
                    new YAMLMapper().readValue(folder.resolve(RECIPE).toFile(), Recipe.class),
                    Files.readString(folder.resolve("go.mod")));
        } catch (IOException | IllegalArgumentException | UsageException e) {
            throw TckException.of("read the pinned module in " + folder)
                    .found(String.valueOf(e.getMessage()))
                    .cause(e)
                    .error();
        }
    }

    /** Reads all modules below a folder, in the order of their names. */
    static List<PinnedModule> readAll(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(each -> Files.exists(each.resolve(RECIPE)))
                    .sorted()
                    .map(PinnedModule::read)
                    .toList();
        } catch (IOException e) {
            throw TckException.of("list the pinned modules in " + folder).cause(e).error();
        }
    }

    Path folder() {
        return folder;
    }

    String version() {
        return recipe.version();
    }

    /** The one component that it builds, or nothing if it builds several. */
    Optional<ComponentId> only() {
        return packages.size() == 1
                ? Optional.of(packages.keySet().iterator().next())
                : Optional.empty();
    }

    boolean has(ComponentId id) {
        return packages.containsKey(id);
    }

    boolean has(Wanted wanted) {
        return has(wanted.id()) && Versions.same(version(), wanted.version());
    }

    /** The import path of a component's main package. */
    String mainPackage(ComponentId id) {
        return Objects.requireNonNull(packages.get(id), () -> this + " does not build " + id);
    }

    /** Whether C is compiled too. */
    boolean cgo() {
        return recipe.cgo();
    }

    /** Debian packages that a build needs besides Go, each with a file that shows it is there. */
    Map<String, String> debian() {
        return orEmpty(recipe.debian());
    }

    /** The oldest Go that can build it, for example {@code 1.26.6}. */
    String leastGo() {
        return leastGo;
    }

    /** The Go to build it with where this machine's is too old, for example {@code go1.26.8}. */
    String toolchain() {
        return toolchain;
    }

    /** The flags that decide what {@code go build} makes. */
    List<String> flags() {
        List<String> linker = new ArrayList<>(List.of("-s", "-w"));
        linker.addAll(recipe.linker() == null ? List.of() : recipe.linker());
        orEmpty(recipe.variables())
                .forEach((name, value) -> linker.add("-X " + name + "=" + value));
        List<String> tags = recipe.tags() == null ? List.of() : recipe.tags();
        return List.of(
                "-trimpath",
                // The linker drops debugging information (-s -w): making it costs a seventh of
                // the compiler's time.
                "-gcflags=all=-dwarf=false",
                "-tags=" + String.join(",", tags),
                "-ldflags=" + String.join(" ", linker));
    }

    /** A hash over all that decides what one component's binary is. */
    String hash(ComponentId id, String goVersion) {
        Hash hash = Hash.start().tree(folder).add(goVersion).add(id.id()).add(Machine.here().go());
        flags().forEach(hash::add);
        return hash.hex();
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : new TreeMap<>(map);
    }

    @Override
    public String toString() {
        return recipe.name() + " " + recipe.version();
    }
}
