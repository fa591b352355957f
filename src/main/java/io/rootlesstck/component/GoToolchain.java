package io.rootlesstck.component;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.TckException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Go that builds a module: this machine's where it is new enough, else the one that go.mod
 * pins, which comes through the module proxy like any module.
 */
final class GoToolchain {
    /** From this on, {@code go} fetches and runs another Go by itself. */
    private static final List<Integer> SWITCHES = List.of(1, 21);

    private static final Duration FETCH_LIMIT = Duration.ofMinutes(15);

    private final Optional<Path> program;
    private final Optional<String> local;
    private final PinnedModule module;
    private @Nullable Path fetched;

    private GoToolchain(Optional<Path> program, PinnedModule module) {
        this.program = program;
        this.local = program.map(GoToolchain::versionOf);
        this.module = module;
    }

    /**
     * Chooses the Go for a module; fetches nothing yet.
     *
     * @param folders where to look for a program called {@code go}
     */
    static GoToolchain choose(PinnedModule module, List<Path> folders) {
        Optional<Path> program =
                folders.stream()
                        .map(folder -> folder.resolve("go"))
                        .filter(Files::isExecutable)
                        .findFirst();
        return new GoToolchain(program, module);
    }

    /** The folders that this machine's Go can be in: the PATH, and where Go's installer puts it. */
    static List<Path> usualFolders() {
        List<Path> folders = new ArrayList<>();
        String path = System.getenv("PATH");
        Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .forEach(folders::add);
        folders.add(Path.of("/usr/local/go/bin"));
        return folders;
    }

    private static String versionOf(Path go) {
        return Exec.of(go.toString(), "env", "GOVERSION")
                .with("GOTOOLCHAIN", "local")
                .run()
                .orThrow("ask " + go + " for its version")
                .out()
                .strip();
    }

    /** Whether this machine has any Go, new enough or to fetch a newer one with. */
    boolean present() {
        return program.isPresent();
    }

    /** The version that builds, for example {@code go1.26.8}. */
    String version() {
        return localIsNewEnough() ? local.orElseThrow() : module.toolchain();
    }

    private boolean localIsNewEnough() {
        return local.isPresent() && Versions.ORDER.compare(local.get(), module.leastGo()) >= 0;
    }

    /**
     * Prepares a call of this Go, fetching it where it is not on this machine.
     *
     * @throws TckException if there is no Go to begin with, or the right one cannot be fetched
     */
    Exec call(String... arguments) {
        Path go =
                program.orElseThrow(
                        () ->
                                TckException.of("build " + module)
                                        .found("There is no program called go on the PATH.")
                                        .next(
                                                "Install Go, of any version (on Debian and Ubuntu:"
                                                        + " apt-get install golang-go): it fetches "
                                                        + module.toolchain()
                                                        + " itself.")
                                        .error());
        if (localIsNewEnough()) {
            return exec(go, "local", arguments);
        }
        if (Versions.atLeast(local.orElseThrow(), SWITCHES)) {
            return exec(go, module.toolchain(), arguments);
        }
        return exec(fetched(go), "local", arguments);
    }

    private Exec exec(Path go, String toolchain, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(go.toString()));
        argv.addAll(List.of(arguments));
        return Exec.of(argv)
                .in(module.folder())
                .with("GOTOOLCHAIN", toolchain)
                // What the user or a workspace set for other work would build something else.
                .with("GOFLAGS", "-mod=readonly")
                .with("GOWORK", "off")
                .with("GO111MODULE", "on")
                .with("GOOS", "linux")
                .with("GOARCH", Machine.here().go())
                .with("CGO_ENABLED", module.cgo() ? "1" : "0")
                // On large packages, a fourth of the compiler's time goes into collecting garbage
                // to save memory that it gives back a second later.
                .with("GOGC", "800")
                .with("GOMEMLIMIT", "1GiB");
    }

    /** The pinned Go, fetched as the module that it also is: for a Go that cannot switch. */
    private synchronized Path fetched(Path go) {
        if (fetched == null) {
            fetched = fetch(go);
        }
        return fetched;
    }

    private Path fetch(Path go) {
        String name =
                "golang.org/toolchain@v0.0.1-%s.linux-%s"
                        .formatted(module.toolchain(), Machine.here().go());
        return Progress.run(
                "components: fetch " + module.toolchain(),
                step -> {
                    Exec.Result result =
                            // Outside of the module: its go.mod is too new for this Go to read.
                            Exec.of(go.toString(), "mod", "download", "-json", name)
                                    .in(Path.of("/"))
                                    .with("GOFLAGS", "-mod=mod")
                                    .with("GO111MODULE", "on")
                                    .within(FETCH_LIMIT)
                                    .run()
                                    .orThrow("fetch " + name);
                    return unpacked(result.out());
                });
    }

    private static Path unpacked(String json) {
        try {
            Path root = Path.of(new ObjectMapper().readTree(json).path("Dir").asText());
            // A module's files are not executable; `go` itself does this when it switches.
            for (String folder : List.of("bin", "pkg/tool")) {
                try (Stream<Path> files = Files.walk(root.resolve(folder))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                        mode.addAll(PosixFilePermissions.fromString("--x--x--x"));
                        Files.setPosixFilePermissions(file, mode);
                    }
                }
            }
            return root.resolve("bin/go");
        } catch (IOException e) {
            throw TckException.of("unpack the fetched Go").cause(e).error();
        }
    }
}
