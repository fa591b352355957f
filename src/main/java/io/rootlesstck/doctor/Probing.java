package io.rootlesstck.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries on this machine, as a user, what reading cannot tell: argument vectors only, in namespaces
 * that end with them.
 */
final class Probing {
    private static final List<String> NAMESPACES =
            List.of("unshare", "--user", "--map-root-user", "--mount", "--");

    private static final List<String> FOLDERS = List.of("lower", "upper", "work", "merged");

    /** What the kernel makes in a workdir; it makes it for nobody to read. */
    private static final List<String> OF_THE_KERNEL = List.of("work/work", "work/index");

    private final List<String> as;
    private final int uid;
    private final boolean other;

    private Probing(List<String> as, int uid, boolean other) {
        this.as = as;
        this.uid = uid;
        this.other = other;
    }

    /** For this user, or by root for another one; none where that cannot be done from here. */
    static Optional<Probing> of(MachineTree tree, int uid, int gid) {
        Programs programs = Programs.of(tree);
        if (programs.find("unshare").isEmpty()) {
            return Optional.empty();
        }
        if (tree.uid() == uid) {
            return Optional.of(new Probing(List.of(), uid, false));
        }
        if (tree.uid() != 0 || programs.find("setpriv").isEmpty()) {
            return Optional.empty();
        }
        List<String> as =
                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--");
        return Optional.of(new Probing(as, uid, true));
    }

    Optional<Answer> run(Probe probe) {
        return Optional.of(
                switch (probe) {
                    case USER_NAMESPACE -> inNamespaces(List.of("true"));
                    case OVERLAY -> overlay();
                });
    }

    private Answer inNamespaces(List<String> argv) {
        List<String> all = new ArrayList<>(as);
        all.addAll(NAMESPACES);
        all.addAll(argv);
        return LiveTree.run(all);
    }

    private Answer overlay() {
        try {
            Path folder = Files.createTempDirectory("tck-doctor-");
            // Also where this is ended from outside, or takes too long and is not waited for.
            Thread last = new Thread(() -> removeAtLast(folder));
            Runtime.getRuntime().addShutdownHook(last);
            try {
                own(folder);
                for (String name : FOLDERS) {
                    own(Files.createDirectory(folder.resolve(name)));
                }
                // userxattr is what engines add from 5.11 on; older kernels that can do it,
                // Ubuntu's, do not know it.
                Answer tried = mount(folder, ",userxattr");
                return tried.ok() ? tried : mount(folder, "");
            } finally {
                remove(folder);
                forget(last);
            }
        } catch (IOException e) {
            throw new UnreadableException("no temporary folder to try it in: " + e, e);
        }
    }

    private void own(Path folder) throws IOException {
        if (other) {
            Files.setAttribute(folder, "unix:uid", uid);
        }
    }

    private Answer mount(Path folder, String more) {
        return inNamespaces(
                List.of(
                        "mount",
                        "--no-mtab",
                        "--types",
                        "overlay",
                        "--options",
                        "lowerdir=%s/lower,upperdir=%s/upper,workdir=%s/work%s"
                                .formatted(folder, folder, folder, more),
                        "overlay",
                        folder + "/merged"));
    }

    private static void remove(Path folder) throws IOException {
        for (String name : OF_THE_KERNEL) {
            Files.deleteIfExists(folder.resolve(name));
        }
        for (String name : FOLDERS) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }

    private static void removeAtLast(Path folder) {
        try {
            remove(folder);
        } catch (IOException e) {
            System.err.println("Left behind: " + folder + ": " + e);
        }
    }

    private static void forget(Thread last) {
        try {
            Runtime.getRuntime().removeShutdownHook(last);
        } catch (IllegalStateException e) {
            // The JVM is on its way out: the hook runs, and finds nothing to do.
        }
    }
}
