package io.rootlesstck.conformance;

import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.node.RootlessNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The conntrack settings as the node's network namespace has them; what changed is put back when
 * closed, so that the next kube-proxy finds the kernel's own values.
 */
final class NodeConntrack implements AutoCloseable {
    private static final String FOLDER = "/proc/sys/net/netfilter/";

    /** The last one is what the page's comment names in place of the one before it. */
    private static final List<String> KEYS =
            List.of(
                    "nf_conntrack_max",
                    "nf_conntrack_tcp_timeout_established",
                    "nf_conntrack_tcp_timeout_close_wait",
                    "nf_conntrack_tcp_timeout_close");

    private final RootlessNode node;
    private final Map<String, String> before;

    private NodeConntrack(RootlessNode node) {
        this.node = node;
        this.before = now();
    }

    /** Reads the node's settings. */
    static NodeConntrack of(RootlessNode node) {
        return new NodeConntrack(node);
    }

    /** The setting that a claim is about. */
    static String read(RootlessNode node, PageClaim claim) {
        return node.read(FOLDER + claim.flag()).strip();
    }

    /** The value of a setting before and now. */
    record Change(String key, String before, String now) {
        boolean isChange() {
            return !before.equals(now);
        }

        @Override
        public String toString() {
            return isChange() ? "%s from %s to %s".formatted(key, before, now) : key + "=" + now;
        }
    }

    /** What became of a setting. */
    Change change(String key) {
        return new Change(key, before.getOrDefault(key, "absent"), node.read(FOLDER + key).strip());
    }

    /** What became of each setting. */
    List<Change> changes() {
        return KEYS.stream().map(this::change).toList();
    }

    private Map<String, String> now() {
        Map<String, String> now = new TreeMap<>();
        KEYS.forEach(key -> now.put(key, node.read(FOLDER + key).strip()));
        return now;
    }

    @Override
    public void close() {
        changes().stream()
                .filter(Change::isChange)
                .forEach(
                        change ->
                                node.output(
                                        "sysctl",
                                        "-qw",
                                        "net.netfilter.%s=%s"
                                                .formatted(change.key(), change.before())));
    }
}
