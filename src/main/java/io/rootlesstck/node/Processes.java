package io.rootlesstck.node;

import io.rootlesstck.base.TckException;
import io.rootlesstck.evidence.UserNamespace;
import java.util.List;

/** Reads of the processes of a node. */
public final class Processes {
    private static final String OPEN_FILES = "Max open files";

    private Processes() {}

    /**
     * The user namespace of the newest process of this name.
     *
     * @param name of the program, as {@code /proc/PID/comm} has its first 15 bytes
     * @throws TckException if none runs
     */
    public static UserNamespace userNamespace(TckContainer<?> node, String name) {
        // comm holds 15 bytes, so pgrep cannot match a longer name exactly.
        String comm = name.substring(0, Math.min(15, name.length()));
        List<String> found = node.run("pgrep", "-n", "-x", comm).getStdout().lines().toList();
        if (found.isEmpty()) {
            throw TckException.of(
                            "look at the user namespace of %s in %s".formatted(name, node.name()))
                    .found("No process of that name runs there.")
                    .error();
        }
        String proc = "/proc/" + found.get(0);
        return new UserNamespace(
                node.output("readlink", proc + "/ns/user"), node.read(proc + "/uid_map"));
    }

    /**
     * The network namespace of a process, as {@code /proc/PID/ns/net} names it.
     *
     * @param pid the process id inside the node
     */
    public static String networkNamespace(TckContainer<?> node, long pid) {
        return node.output("readlink", "/proc/" + pid + "/ns/net").strip();
    }

    /**
     * The limit of open files of a process, as {@code /proc/PID/limits} has it: soft, hard.
     *
     * @param pid the process id inside the node
     */
    public static List<Long> openFilesLimit(TckContainer<?> node, long pid) {
        return node.read("/proc/" + pid + "/limits")
                .lines()
                .filter(line -> line.startsWith(OPEN_FILES))
                .map(line -> line.substring(OPEN_FILES.length()).strip().split(" +"))
                .map(field -> List.of(Long.valueOf(field[0]), Long.valueOf(field[1])))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The type of the filesystem that a process has as its root, for example {@code overlay}.
     *
     * @param pid the process id inside the node
     */
    public static String rootFilesystem(TckContainer<?> node, long pid) {
        // device, mount point, type, options, …; the last one mounted over the others counts
        return node.read("/proc/" + pid + "/mounts")
                .lines()
                .map(line -> line.split(" "))
                .filter(field -> field[1].equals("/"))
                .map(field -> field[2])
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** A user namespace made inside the node's, for a moment: one that is surely another. */
    public static UserNamespace nestedUserNamespace(TckContainer<?> node) {
        String[] lines =
                node.output(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                "sh",
                                "-c",
                                "readlink /proc/self/ns/user; cat /proc/self/uid_map")
                        .split("\n", 2);
        return new UserNamespace(lines[0], lines[1]);
    }
}
