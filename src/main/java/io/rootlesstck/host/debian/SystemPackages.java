package io.rootlesstck.host.debian;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The packages of this machine that a task needs: looks for what they bring, and installs those
 * that are missing where that is allowed.
 */
public final class SystemPackages {
    /** A package, and a file that shows it is there: a program on the PATH or a path. */
    public record Needed(String packageName, String shownBy) {}

    private static final Path OS_RELEASE = Path.of("/etc/os-release");
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(15);

    private final Settings settings;

    /** Prepares a check under the rule of {@code tck.host.install}. */
    public SystemPackages(Settings settings) {
        this.settings = settings;
    }

    /**
     * Makes sure that what is needed is there.
     *
     * @param purpose what it is needed for, as the message continues "Could not …"
     * @throws TckException with the one command to type, if it may not be installed from here
     */
    public void ensure(String purpose, Collection<Needed> needed) {
        String install = settings.choice(Setting.HOST_INSTALL, "auto", "never");
        Set<String> missing = missing(needed);
        if (missing.isEmpty()) {
            return;
        }
        boolean root = isRoot();
        if (install.equals("never") || !root || !isDebianLike()) {
            throw TckException.of(purpose)
                    .found("These Debian packages are missing: " + String.join(" ", missing))
                    .next(
                            (root ? "" : "sudo ")
                                    + "apt-get install -y --no-install-recommends "
                                    + String.join(" ", missing))
                    .error();
        }
        Progress.line(
                "packages: installing %s to %s (-D%s=never stops this)"
                        .formatted(String.join(" ", missing), purpose, Setting.HOST_INSTALL.key()));
        install(purpose, missing);
        Set<String> still = missing(needed);
        if (!still.isEmpty()) {
            throw TckException.of(purpose)
                    .found("Installed, but still not found: " + String.join(" ", still))
                    .error();
        }
    }

    private static void install(String purpose, Set<String> names) {
        Progress.run(
                "packages: install",
                step -> {
                    apt("update").orThrow(purpose);
                    List<String> argv = new ArrayList<>(List.of("install", "-y"));
                    argv.add("--no-install-recommends");
                    argv.addAll(names);
                    return apt(argv.toArray(String[]::new)).orThrow(purpose);
                });
    }

    private static Exec.Result apt(String... arguments) {
        // Another apt may be running, as at a machine's first minutes: wait for its lock.
        List<String> argv = new ArrayList<>(List.of("apt-get", "-q", "-oDPkg::Lock::Timeout=300"));
        argv.addAll(List.of(arguments));
        return Exec.of(argv)
                .with("DEBIAN_FRONTEND", "noninteractive")
                .with("LC_ALL", "C")
                .within(INSTALL_LIMIT)
                .run();
    }

    /** The packages of those needed that nothing shows to be there, in alphabetical order. */
    static Set<String> missing(Collection<Needed> needed) {
        Set<String> missing = new TreeSet<>();
        for (Needed one : needed) {
            if (!isThere(one.shownBy())) {
                missing.add(one.packageName());
            }
        }
        return missing;
    }

    private static boolean isThere(String shownBy) {
        return shownBy.startsWith("/") ? Files.exists(Path.of(shownBy)) : find(shownBy);
    }

    private static boolean find(String program) {
        // A user's PATH often lacks the sbin folders, where mke2fs is.
        String path = System.getenv("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Whether this process is root. */
    public static boolean isRoot() {
        return Exec.of("id", "-u").run().orThrow("ask who runs this").out().strip().equals("0");
    }

    private static boolean isDebianLike() {
        try {
            return Files.isReadable(OS_RELEASE)
                    && Files.readAllLines(OS_RELEASE).stream()
                            .filter(line -> line.startsWith("ID=") || line.startsWith("ID_LIKE="))
                            .anyMatch(line -> line.contains("debian") || line.contains("ubuntu"));
        } catch (IOException e) {
            throw TckException.of("read " + OS_RELEASE).cause(e).error();
        }
    }
}
