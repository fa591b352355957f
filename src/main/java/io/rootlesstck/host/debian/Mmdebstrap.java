package io.rootlesstck.host.debian;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Debian file system tree of packages, as a tar file, with mmdebstrap: as root, or in a
 * user namespace where not run by root.
 */
public final class Mmdebstrap {
    /** The release of Debian that trees are made of. */
    public static final String SUITE = "trixie";

    private static final List<String> LEFT_OUT =
            List.of("/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*");

    /** Where the folder of the program that finishes a tree is, while it does. */
    private static final String HOOK = "/tck-hook";

    private static final List<String> PRIVATE_MOUNTS =
            List.of("unshare", "--mount", "--propagation=private", "--", "true");

    private static final Pattern PLANNED = Pattern.compile("(\\d+) newly installed");
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final URI mirror;
    private final List<String> packages;
    private final List<String> hooks = new ArrayList<>();
    private @Nullable RunDir run;

    /** Prepares a tree of Debian's required packages and those given. */
    public Mmdebstrap(Settings settings, List<String> packages) {
        this.mirror = DebianMirror.of(settings);
        this.packages = List.copyOf(packages);
    }

    /**
     * Has a program of ours finish the tree. It is run inside the tree, by its root, from a copy of
     * its folder: the root of a user namespace may not read the folder itself.
     *
     * @param folder folder with the program and what it needs
     * @param program name of the program in the folder
     */
    public Mmdebstrap customizedBy(Path folder, String program) {
        String quoted = "'" + folder.toString().replace("'", "'\\''") + "'";
        hooks.add("mkdir \"$1" + HOOK + "\"");
        hooks.add("sync-in " + quoted + " " + HOOK);
        hooks.add("chroot \"$1\" " + HOOK + "/" + program);
        hooks.add("rm -rf \"$1" + HOOK + "\"");
        return this;
    }

    /** Marks the program as a run's, so that it does not outlive a killed one. */
    public Mmdebstrap markedBy(RunDir run) {
        this.run = run;
        return this;
    }

    /** What mmdebstrap itself needs on this machine. */
    public static List<SystemPackages.Needed> needed() {
        List<SystemPackages.Needed> needed = new ArrayList<>();
        needed.add(new SystemPackages.Needed("mmdebstrap", "mmdebstrap"));
        needed.add(
                new SystemPackages.Needed("debian-archive-keyring", AptArchive.KEYRING.toString()));
        if (!SystemPackages.isRoot()) {
            needed.add(new SystemPackages.Needed("uidmap", "newuidmap"));
        }
        return needed;
    }

    /** What a tree depends on besides packages and hooks; goes into hashes. */
    public static String recipe() {
        return SUITE + " without " + String.join(" ", LEFT_OUT);
    }

    /**
     * Makes the tree.
     *
     * @param tar the file to write; its folder holds the work as well, and goes with it
     * @throws io.rootlesstck.base.TckException with the end of mmdebstrap's log
     */
    public void make(Path tar, Progress.Step step) {
        List<String> argv = new ArrayList<>();
        if (SystemPackages.isRoot() && Exec.of(PRIVATE_MOUNTS).run().ok()) {
            // As root it mounts /proc and others in the tree, which must not outlive it: not even a
            // kill -9, after which the tree is deleted.
            argv.addAll(PRIVATE_MOUNTS.subList(0, PRIVATE_MOUNTS.size() - 1));
        }
        argv.addAll(List.of("mmdebstrap", "--verbose", "--variant=apt"));
        argv.add("--include=" + String.join(",", packages));
        argv.add("--aptopt=APT::Install-Recommends \"false\"");
        LEFT_OUT.forEach(path -> argv.add("--dpkgopt=path-exclude=" + path));
        argv.add("--dpkgopt=force-unsafe-io"); // what is half done is thrown away, not mended
        hooks.forEach(hook -> argv.add("--customize-hook=" + hook));
        argv.addAll(List.of(SUITE, tar.toString(), mirror.toString()));
        Exec exec =
                Exec.of(argv)
                        .with("LC_ALL", "C.UTF-8")
                        .within(LIMIT)
                        .log(tar.resolveSibling("mmdebstrap.log"))
                        .lines(new Count(step)::take);
        if (run != null) {
            exec.with(RunDir.MARK, run.id());
        }
        Path folder = tar.toAbsolutePath().getParent();
        if (folder != null && SystemPackages.isRoot()) {
            // Where a killed run's work is swept; a user's namespace could not enter there.
            exec.with("TMPDIR", folder.toString());
        }
        exec.run().orThrow("make a Debian tree of " + packages.size() + " packages");
        delete(tar.resolveSibling("mmdebstrap.log"));
    }

    private static void delete(Path log) {
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts packages as dpkg names them, twice each: unpacked and set up. */
    static final class Count {
        private final Progress.Step step;
        private long planned;
        private long done;

        Count(Progress.Step step) {
            this.step = step;
        }

        synchronized void take(String line) {
            Matcher plan = PLANNED.matcher(line);
            if (plan.find()) {
                planned += 2 * Long.parseLong(plan.group(1));
            } else if (line.startsWith("Unpacking ") || line.startsWith("Setting up ")) {
                done++;
                step.at(done, Math.max(done, planned));
            } else if (line.startsWith("I: ")) {
                step.say(line.substring(3));
            }
        }

        /** Steps done and planned so far, for the test. */
        synchronized List<Long> state() {
            return List.of(done, planned);
        }
    }
}
