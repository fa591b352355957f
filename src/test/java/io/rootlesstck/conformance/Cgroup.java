package io.rootlesstck.conformance;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.node.RootlessNode;
import java.util.Arrays;
import java.util.List;

/** A cgroup that a test makes in the node's tree; gone when closed, with those below it. */
record Cgroup(RootlessNode node, String path) implements AutoCloseable {
    private static final String ROOT = "/sys/fs/cgroup/";

    static Cgroup make(RootlessNode node, String name) {
        return made(node, ROOT + name);
    }

    Cgroup child(String name) {
        return made(node, path + "/" + name);
    }

    private static Cgroup made(RootlessNode node, String path) {
        node.output("mkdir", path);
        return new Cgroup(node, path);
    }

    /** Lets the cgroups below have controllers. */
    void handOn(String... controllers) {
        String words = Arrays.stream(controllers).map("+"::concat).collect(joining(" "));
        node.output("sh", "-c", "echo \"$1\" >\"$2/cgroup.subtree_control\"", "sh", words, path);
    }

    List<String> controllers() {
        return List.of(read("cgroup.controllers").split(" "));
    }

    String read(String file) {
        return node.read(path + "/" + file).strip();
    }

    boolean has(String file) {
        return node.run("test", "-e", path + "/" + file).getExitCode() == 0;
    }

    @Override
    public void close() {
        // By find, deepest first: rm would try to unlink the files, which cannot be.
        node.output("find", path, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";");
    }
}
