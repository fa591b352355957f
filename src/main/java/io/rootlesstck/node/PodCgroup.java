package io.rootlesstck.node;

import io.rootlesstck.base.TckException;
import java.util.List;
import java.util.Optional;
import org.testcontainers.containers.Container.ExecResult;

/** The cgroup of a pod, as the node's own cgroup namespace shows it. */
public final class PodCgroup {
    private static final String ROOT = "/sys/fs/cgroup";

    private final TckContainer<?> node;
    private final String path;

    private PodCgroup(TckContainer<?> node, String path) {
        this.node = node;
        this.path = path;
    }

    /**
     * Finds the cgroup of a pod.
     *
     * @param uid of the pod
     * @throws TckException if there is none: the pod does not run there
     */
    public static PodCgroup of(TckContainer<?> node, String uid) {
        // cgroupfs: kubepods/…/pod<uid>; systemd: kubepods-…-pod<uid with _>.slice
        List<String> found =
                node.output(
                                "find",
                                ROOT,
                                "-type",
                                "d",
                                "(",
                                "-name",
                                "pod" + uid,
                                "-o",
                                "-name",
                                "*pod" + uid.replace('-', '_') + ".slice",
                                ")")
                        .lines()
                        .toList();
        if (found.isEmpty()) {
            throw TckException.of("find the cgroup of the pod " + uid)
                    .found("No cgroup of the node is named after it.")
                    .error();
        }
        return new PodCgroup(node, found.get(0));
    }

    /** Its path below the root of the node's cgroups, for example {@code kubepods/podUID}. */
    public String path() {
        return path.substring(ROOT.length() + 1);
    }

    /** The content of one of its files, or nothing if it has no such file. */
    public Optional<String> read(String file) {
        ExecResult result = node.run("cat", path + "/" + file);
        return result.getExitCode() == 0
                ? Optional.of(result.getStdout().strip())
                : Optional.empty();
    }
}
