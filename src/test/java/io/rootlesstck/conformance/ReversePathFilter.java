package io.rootlesstck.conformance;

import io.rootlesstck.node.RootlessNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.testcontainers.utility.MountableFile;

/**
 * The reverse path filters of a node's interfaces, as they were found.
 *
 * @param values by the path below {@code /proc/sys}
 */
record ReversePathFilter(RootlessNode node, SortedMap<String, String> values) {
    /** Reads those of a node. */
    static ReversePathFilter of(RootlessNode node) {
        SortedMap<String, String> values = new TreeMap<>();
        node.output("grep", "-r", "", "/proc/sys/net/ipv4/conf", "--include=rp_filter")
                .lines()
                .map(line -> line.split(":", 2))
                .forEach(field -> values.put(field[0], field[1]));
        return new ReversePathFilter(node, values);
    }

    /** Sets what a file for sysctl(8) says. */
    void set(Path file) {
        node.copyFileToContainer(MountableFile.forHostPath(file), "/etc/tck/rp-filter.conf");
        node.output("sysctl", "--load=/etc/tck/rp-filter.conf");
    }

    /** Puts back what was found; of a pod that has gone, the interface has as well. */
    void putBack() {
        List<String> argv = new ArrayList<>(List.of("sysctl", "--ignore", "-w"));
        values.forEach(
                (path, value) -> argv.add(path.substring("/proc/sys/".length()) + "=" + value));
        node.output(argv.toArray(String[]::new));
    }
}
