package io.rootlesstck.node;

import io.rootlesstck.base.TckException;
import io.rootlesstck.evidence.UserNamespace;
import java.util.Comparator;
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

    /**
     * A process of one of a pod's containers, wherever its cgroup is: the kubelet gives each of
     * them an {@code /etc/hosts} of the pod's.
     *
     * @param uid of the pod
     * @return its id inside the node
     * @throws TckException if there is none
     */
    public static long ofPod(TckContainer<?> node, String uid) {
        String mounted = "/pods/%s/etc-hosts /etc/hosts ".formatted(uid);
        return node.run("sh", "-c", "grep -lF \"$1\" /proc/[0-9]*/mountinfo", "sh", mounted)
                .getStdout()
                .lines()
                .map(file -> Long.valueOf(file.split("/")[2]))
                .min(Comparator.naturalOrder())
                .orElseThrow(
                        () ->
                                TckException.of("find a process of the pod " + uid)
                                        .found("No process of the node has its /etc/hosts.")
                                        .error());
    }

    /**
     * The path of a process's cgroup below the root of the node's own.
     *
     * @param pid the process id inside the node
     */
    public static String cgroup(TckContainer<?> node, long pid) {
        // Looked for: what an engine's exec starts is in another cgroup namespace, where
        // /proc/PID/cgroup shows another path. grep fails for cgroups that have threads only.
        return node.run(
                        "sh",
                        "-c",
                        "grep -lx \"$1\" -r /sys/fs/cgroup --include=cgroup.procs",
                        "sh",
                        Long.toString(pid))
                .getStdout()
                .lines()
                .map(file -> file.replaceFirst("^/sys/fs/cgroup/?", ""))
                .map(file -> file.replaceFirst("/?cgroup\\.procs$", ""))
                .findFirst()
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
