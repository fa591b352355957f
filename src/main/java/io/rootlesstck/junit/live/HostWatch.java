package io.rootlesstck.junit.live;

import io.rootlesstck.host.HostRoot;
import io.rootlesstck.junit.NotRun;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the hosts of a cell had before their first kubelets, and what they have now. Tests ask for
 * it as a parameter.
 */
public final class HostWatch {
    /** What of the host is watched. */
    public enum Part {
        /** The six sysctls. */
        SYSCTLS,
        /** Settings of connection tracking in the host's own network namespace. */
        CONNTRACK,
        /** The cgroups outside the tree that is delegated to the engine's user. */
        CGROUPS,
        /** The packet filter's rules in the host's own network namespace. */
        RULES
    }

    private static final List<String> READ_CONNTRACK =
            List.of(
                    "grep",
                    "-H",
                    "",
                    "/proc/sys/net/netfilter/nf_conntrack_max",
                    "/proc/sys/net/netfilter/nf_conntrack_buckets",
                    "/proc/sys/net/netfilter/nf_conntrack_tcp_timeout_established",
                    "/proc/sys/net/netfilter/nf_conntrack_tcp_timeout_close_wait");

    /** Below user@UID.service the engine's nodes live; everything else is the host's. */
    private static final List<String> READ_CGROUPS =
            List.of(
                    "find",
                    "/sys/fs/cgroup",
                    "-name",
                    "user@*.service",
                    "-prune",
                    "-o",
                    "-type",
                    "d",
                    "-printf",
                    "%p:owner %U, mode %m\\n");

    /** iptables writes what nft lists, but for its older kind. */
    private static final List<List<String>> READ_RULES =
            List.of(List.of("nft", "-s", "list", "ruleset"), List.of("iptables-legacy-save"));

    private static final String CONTROL_CGROUP = "/sys/fs/cgroup/tck-control";

    private final Optional<HostRoot> root;
    private final Supplier<Map<String, String>> sysctls;
    private final List<HostWatch> all;
    private final Map<Part, Map<String, String>> before = new TreeMap<>();

    /**
     * Reads the host for the first time.
     *
     * @param all the watches of all hosts of the cell, to which this one is added
     */
    HostWatch(Optional<HostRoot> root, Supplier<Map<String, String>> sysctls, List<HostWatch> all) {
        this.root = root;
        this.sysctls = sysctls;
        this.all = all;
        if (root.isPresent()) {
            for (Part part : Part.values()) {
                before.put(part, now(part));
            }
        } else {
            before.put(Part.SYSCTLS, now(Part.SYSCTLS));
        }
        all.add(this);
    }

    /** Watches nothing: the kubelet was there before, so nobody knows what the host had. */
    static HostWatch tooLate() {
        return new HostWatch();
    }

    private HostWatch() {
        this.root = Optional.empty();
        this.all = List.of(this);
        this.sysctls =
                () -> {
                    throw unseen(Part.SYSCTLS);
                };
    }

    /**
     * What the host had before the first kubelet.
     *
     * @throws NotRun if it cannot be seen without root on the host
     */
    public Map<String, String> before(Part part) {
        Map<String, String> seen = before.get(part);
        if (seen == null) {
            throw unseen(part);
        }
        return seen;
    }

    /** Those of all hosts of the cell; for a test that nothing else runs beside. */
    public List<HostWatch> everywhere() {
        return List.copyOf(all);
    }

    /**
     * What the host has now.
     *
     * @throws NotRun if it cannot be seen without root on the host
     */
    public Map<String, String> now(Part part) {
        return switch (part) {
            case SYSCTLS -> sysctls.get();
            case CONNTRACK -> read(part, READ_CONNTRACK);
            case CGROUPS -> read(part, READ_CGROUPS);
            case RULES -> rules();
        };
    }

    /** Without counters, which change by themselves. */
    private Map<String, String> rules() {
        HostRoot host = root.orElseThrow(() -> unseen(Part.RULES));
        Map<String, String> rules = new TreeMap<>();
        for (List<String> argv : READ_RULES) {
            rules.put(
                    argv.get(0),
                    host.run(argv.toArray(String[]::new))
                            .orThrow("read the host's packet filter")
                            .out()
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.replaceAll("\\[\\d+:\\d+]", ""))
                            .collect(Collectors.joining("\n")));
        }
        return rules;
    }

    /**
     * Changes something on this host by hand and puts it back, so that a test can see that this
     * watch notices.
     *
     * @param check is called while the change is there
     * @throws NotRun if that takes root on the host
     */
    public void whileChanged(Part part, Runnable check) {
        HostRoot host = root.orElseThrow(() -> unseen(part));
        switch (part) {
            case SYSCTLS -> whileSet(host, "kernel.panic", "7", check);
            case CONNTRACK -> whileSet(host, "net.netfilter.nf_conntrack_max", "65537", check);
            case RULES ->
                    whileThere(
                            host,
                            List.of("nft", "add", "table", "ip", "tck-control"),
                            List.of("nft", "delete", "table", "ip", "tck-control"),
                            check);
            case CGROUPS ->
                    whileThere(
                            host,
                            List.of("mkdir", CONTROL_CGROUP),
                            List.of("rmdir", CONTROL_CGROUP),
                            check);
        }
    }

    private static void whileThere(
            HostRoot host, List<String> make, List<String> remove, Runnable check) {
        host.run(make.toArray(String[]::new)).orThrow("change the host");
        try {
            check.run();
        } finally {
            host.run(remove.toArray(String[]::new)).orThrow("change the host back");
        }
    }

    private static void whileSet(HostRoot host, String key, String value, Runnable check) {
        String was = host.sysctl(key);
        host.sysctl(key, value);
        try {
            check.run();
        } finally {
            host.sysctl(key, was);
        }
    }

    private Map<String, String> read(Part part, List<String> argv) {
        Map<String, String> values = new TreeMap<>();
        root.orElseThrow(() -> unseen(part))
                .run(argv.toArray(String[]::new))
                .orThrow("read the host's " + part)
                .out()
                .lines()
                .forEach(
                        line -> {
                            String[] field = line.split(":", 2);
                            values.put(field[0], field.length > 1 ? field[1] : "");
                        });
        return values;
    }

    private static NotRun unseen(Part part) {
        return new NotRun(
                "the host's %s cannot be seen without root on it, and it is not the kit's own (try -Dtck.host=vm)"
                        .formatted(part.name().toLowerCase(Locale.ROOT)));
    }
}
