package io.rootlesstck.junit.live;

import io.rootlesstck.evidence.Sysctl;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.junit.NotRun;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The sysctls of the host that scenarios set: the six that the kubelet writes only where they are
 * not what it wants, and others.
 *
 * <p>Where the host is the kit's own the six are kept at what the kubelet wants, so that only what
 * a scenario sets is tolerated or fatal, and others at what they were; where it is not, all are
 * taken as they are found.
 */
final class HostSysctls {
    private final Optional<HostRoot> root;
    private final UnaryOperator<String> read;
    private final Map<String, String> original = new TreeMap<>();
    private final Map<String, String> current = new TreeMap<>();
    private final Map<String, String> originalOthers = new TreeMap<>();

    /**
     * Reads what the host has.
     *
     * @param root root on the host, where it is ours
     * @param read reads a sysctl by its dotted key, in a node: these six are not namespaced
     */
    HostSysctls(Optional<HostRoot> root, UnaryOperator<String> read) {
        this.root = root;
        this.read = read;
        for (Sysctl sysctl : Sysctl.values()) {
            original.put(sysctl.key(), read.apply(sysctl.key()));
        }
        current.putAll(original);
    }

    /** What the host has been given, or was found to have. */
    String given(String key) {
        return String.valueOf(current.get(key));
    }

    /** What the host has now. */
    Map<String, String> read() {
        Map<String, String> now = new TreeMap<>();
        original.keySet().forEach(key -> now.put(key, read.apply(key)));
        return now;
    }

    /**
     * Gives the host the values that a scenario asks for, where it is the kit's own.
     *
     * @param asked values by key
     * @param only the one key to set of the six, or null for all
     * @throws NotRun if the host is not ours and something else than the six has another value
     */
    void apply(Map<String, String> asked, @Nullable String only) {
        applyOthers(asked);
        if (root.isEmpty()) {
            return;
        }
        Map<String, String> wanted = new TreeMap<>();
        for (Sysctl sysctl : Sysctl.values()) {
            boolean set =
                    asked.containsKey(sysctl.key()) && (only == null || only.equals(sysctl.key()));
            wanted.put(sysctl.key(), set ? asked.get(sysctl.key()) : sysctl.wanted());
        }
        set(root.get(), wanted);
    }

    /**
     * Goes on if a kubelet has cause to write a key.
     *
     * @throws NotRun if the host is not the kit's own to change and the key has the value that the
     *     kubelet wants: it would then write nothing, and nothing would be shown
     */
    void requireCause(String key) {
        String now = String.valueOf(current.get(key));
        if (root.isEmpty() && now.equals(Sysctl.find(key).orElseThrow().wanted())) {
            throw new NotRun(
                    "%s is %s on this host, which is what the kubelet wants, so it writes nothing; the host is not the kit's own to change (try -Dtck.host=vm)"
                            .formatted(key, now));
        }
    }

    /**
     * Gives the host what a scenario asks for besides the six, and puts back what other scenarios
     * asked for.
     *
     * @param asked values by key; the six are left alone
     * @throws NotRun if the host is not ours and has another value
     */
    void applyOthers(Map<String, String> asked) {
        Map<String, String> wanted = new TreeMap<>(originalOthers);
        asked.forEach(
                (key, value) -> {
                    if (Sysctl.find(key).isEmpty()) {
                        wanted.put(key, value);
                    }
                });
        if (root.isPresent()) {
            HostRoot host = root.get();
            wanted.keySet()
                    .forEach(key -> originalOthers.computeIfAbsent(key, any -> host.sysctl(key)));
            set(host, wanted);
            return;
        }
        wanted.forEach(
                (key, value) -> {
                    String now = read.apply(key);
                    if (!now.equals(value)) {
                        throw new NotRun(
                                "%s is to be %s and is %s on this host, which is not the kit's own to change (try -Dtck.host=vm)"
                                        .formatted(key, value, now));
                    }
                });
    }

    /** Puts back what the host had. */
    void restore() {
        applyOthers(Map.of());
        root.ifPresent(host -> set(host, original));
    }

    private void set(HostRoot host, Map<String, String> values) {
        values.forEach(
                (key, value) -> {
                    if (!value.equals(current.put(key, value))) {
                        host.sysctl(key, value);
                    }
                });
    }
}
