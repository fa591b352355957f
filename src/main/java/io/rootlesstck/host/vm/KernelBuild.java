package io.rootlesstck.host.vm;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.Trees;
import io.rootlesstck.host.debian.AptArchive;
import io.rootlesstck.host.debian.DebianMirror;
import io.rootlesstck.host.debian.Mmdebstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds the User Mode Linux kernel from Debian's source package, once. */
final class KernelBuild {
    /** Only there does Debian keep a kernel source new enough for a fast User Mode Linux. */
    private static final String SUITE = Mmdebstrap.SUITE + "-backports";

    private static final String PREFIX = "linux-source-7.";
    private static final Pattern NAME = Pattern.compile("linux-source-(\\d+)\\.(\\d+)");

    /** The lines that our config makes `make` print, counted on 7.3.4; only progress needs it. */
    private static final long LINES = 1690;

    private static final Duration LIMIT = Duration.ofMinutes(60);
    private static final String BINARY = "linux";
    private static final String RELEASE = "include/config/kernel.release";

    private final Settings settings;
    private final Cache cache;
    private final RunDir run;
    private final VmRecipe recipe = new VmRecipe();

    KernelBuild(Settings settings, Cache cache, RunDir run) {
        this.settings = settings;
        this.cache = cache;
        this.run = run;
    }

    /** Whether the cache holds the kernel. */
    boolean isBuilt() {
        return cache.has("kernel", "uml", recipe.kernelHash());
    }

    /** The kernel, built now if the cache does not hold it. */
    Kernel kernel() {
        Path entry = cache.entry("kernel", "uml", recipe.kernelHash(), this::build);
        try {
            return new Kernel(
                    entry.resolve(BINARY), Files.readString(entry.resolve("release")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void build(Path folder) throws IOException {
        Room.require(folder, Room.KERNEL_MIB, "build the kernel of the embedded VM");
        Path work = Files.createDirectory(folder.resolve("work"));
        Path source = Progress.run("kernel: download", step -> download(work, step));
        Path tree = Progress.run("kernel: unpack", step -> unpack(source, work));
        Path log = folder.resolve("build.log");
        configure(tree, log);
        Progress.run("kernel: compile", step -> compile(tree, log, step));
        Files.copy(tree.resolve(BINARY), folder.resolve(BINARY));
        Files.copy(tree.resolve(RELEASE), folder.resolve("release"));
        Files.copy(tree.resolve(".config"), folder.resolve("config"));
        Trees.delete(work);
    }

    private Path download(Path work, Progress.Step step) throws IOException {
        AptArchive archive =
                AptArchive.open(
                        Files.createDirectory(work.resolve("apt")),
                        DebianMirror.of(settings),
                        SUITE);
        String name =
                newest(archive.names(PREFIX))
                        .orElseThrow(
                                () ->
                                        TckException.of("find a kernel source")
                                                .found(
                                                        "Suite %s has no package %s*."
                                                                .formatted(SUITE, PREFIX))
                                                .error());
        return archive.download(name, work, step);
    }

    /** The source package with the highest version in its name. */
    static Optional<String> newest(List<String> names) {
        return names.stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .max(
                        Comparator.<Matcher>comparingInt(m -> Integer.parseInt(m.group(1)))
                                .thenComparingInt(m -> Integer.parseInt(m.group(2))))
                .map(Matcher::group);
    }

    private Path unpack(Path packageFile, Path work) throws IOException {
        Path opened = work.resolve("package");
        Exec.of("dpkg-deb", "-x", packageFile.toString(), opened.toString())
                .run()
                .orThrow("unpack " + packageFile);
        Path tree = Files.createDirectory(work.resolve("tree"));
        Exec.of(
                        "tar",
                        "-xJf",
                        tarball(opened.resolve("usr/src")).toString(),
                        "-C",
                        tree.toString(),
                        "--strip-components=1",
                        "--exclude-from=" + recipe.kernelExclude())
                .run()
                .orThrow("unpack the kernel source");
        Exec.of("patch", "-p1", "--input=" + recipe.kernelPatch())
                .in(tree)
                .run()
                .orThrow("apply " + recipe.kernelPatch());
        return tree;
    }

    private static Path tarball(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tar.xz"))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    TckException.of("unpack the kernel source")
                                            .found("The package holds no usr/src/*.tar.xz.")
                                            .error());
        }
    }

    private void configure(Path tree, Path log) throws IOException {
        make(tree, log, "allnoconfig", "KCONFIG_ALLCONFIG=" + recipe.kernelConfig())
                .run()
                .orThrow("configure the kernel with " + recipe.kernelConfig());
        List<String> lost =
                KernelConfig.lost(
                        Files.readAllLines(recipe.kernelConfig()),
                        Files.readAllLines(tree.resolve(".config")));
        if (!lost.isEmpty()) {
            throw TckException.of("configure the kernel with " + recipe.kernelConfig())
                    .found("This source does not take: " + String.join(" ", lost))
                    .next("Add what they depend on, or take them out.")
                    .error();
        }
    }

    private Path compile(Path tree, Path log, Progress.Step step) {
        AtomicLong done = new AtomicLong();
        int jobs = Runtime.getRuntime().availableProcessors();
        make(tree, log, "-j" + jobs, BINARY)
                .within(LIMIT)
                .lines(line -> step.at(Math.min(done.incrementAndGet(), LINES), LINES))
                .run()
                .orThrow("compile the kernel");
        return tree.resolve(BINARY);
    }

    private Exec make(Path tree, Path log, String... arguments) {
        return Exec.of(Stream.concat(Stream.of("make", "ARCH=um"), Stream.of(arguments)).toList())
                .in(tree)
                .with("LC_ALL", "C")
                .with(RunDir.MARK, run.id())
                .log(log);
    }
}
