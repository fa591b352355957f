package io.rootlesstck.component;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One run of {@code go build} for some binaries of a module, with its progress and log. */
final class GoBuild {
    // A cold build of Kubernetes takes ten minutes on two busy processors.
    private static final Duration LIMIT = Duration.ofMinutes(90);

    /** What {@code go} writes for each module that it fetches. */
    private static final String FETCHES = "go: downloading ";

    private final PinnedModule module;
    private final GoToolchain go;
    private final Cache cache;
    private final Path log;
    private final Map<String, String> environment = new TreeMap<>();

    /**
     * Prepares a build.
     *
     * @param logs folder for its log
     */
    GoBuild(PinnedModule module, GoToolchain go, Cache cache, Path logs) {
        this.module = module;
        this.go = go;
        this.cache = cache;
        this.log = logs.resolve(module.toString().replace(' ', '-') + ".log");
    }

    /** Adds a variable to the environment of {@code go}. */
    GoBuild with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Builds binaries, each to a file of its component's name. What they share compiles once.
     *
     * @throws TckException that says what was tried, how it ended, and where the log is
     */
    void run(Collection<ComponentId> ids, Path into) {
        List<String> packages = ids.stream().map(module::mainPackage).toList();
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Files.writeString(log, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // A run of its own: `go` outlives a killed JVM, and its mark lets the next run end it.
        try (RunDir run = RunDir.open(cache)) {
            with(RunDir.MARK, run.id()).with("GOTMPDIR", run.path().toString());
            int stale = Progress.run("components: fetch " + module, step -> list(packages, step));
            Progress.run(
                    "components: build " + module,
                    step -> {
                        compile(packages, output(into), stale, step);
                        return into;
                    });
        }
        for (ComponentId id : ids) {
            if (!Files.isExecutable(into.resolve(id.id()))) {
                throw TckException.of("build " + id)
                        .found("`go build` made no file of that name from " + packages)
                        .next("Correct module.yaml in " + module.folder() + ".")
                        .error();
            }
        }
    }

    /** Fetches what is missing, and counts the packages that are not compiled yet. */
    private int list(List<String> packages, Progress.Step step) {
        AtomicInteger fetched = new AtomicInteger();
        Exec.Result result =
                go(step("list", "-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}"), packages)
                        .lines(
                                line -> {
                                    if (line.startsWith(FETCHES)) {
                                        step.at(fetched.incrementAndGet(), 0);
                                    }
                                })
                        .run();
        if (!result.ok()) {
            throw GoFailure.of(module, result, log);
        }
        return (int) result.out().lines().filter(line -> !line.isBlank()).count();
    }

    /**
     * What {@code go build -o} is told: a file where the module has one binary, whose package may
     * be called otherwise; else a folder, in which each is called as its package is.
     */
    private String output(Path into) {
        return module.only().map(id -> into.resolve(id.id()).toString()).orElse(into + "/");
    }

    private void compile(List<String> packages, String output, int stale, Progress.Step step) {
        AtomicInteger compiled = new AtomicInteger();
        Exec.Result result =
                go(step("build", "-v", "-o", output), packages)
                        .lines(
                                line -> {
                                    if (isPackage(line)) {
                                        step.at(Math.min(compiled.incrementAndGet(), stale), stale);
                                    }
                                })
                        .run();
        if (!result.ok()) {
            throw GoFailure.of(module, result, log);
        }
    }

    private List<String> step(String... head) {
        List<String> arguments = new ArrayList<>(List.of(head));
        arguments.addAll(module.flags());
        return arguments;
    }

    private Exec go(List<String> arguments, List<String> packages) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(packages);
        Exec exec = go.call(all.toArray(String[]::new)).log(log).within(LIMIT);
        environment.forEach(exec::with);
        return exec;
    }

    /** Whether a line of {@code go build -v} names a package that it compiles now. */
    private static boolean isPackage(String line) {
        return !line.isEmpty()
                && !line.startsWith("#")
                && line.indexOf(' ') < 0
                && line.indexOf(':') < 0;
    }
}
