package io.rootlesstck.evidence;

import java.util.Arrays;
import java.util.Optional;

/**
 * The six sysctls that the kubelet wants to set.
 *
 * <p>Values: k8s.io/component-helpers, {@code node/util/sysctl}. It writes one only where it has
 * another value.
 */
public enum Sysctl {
    /** Always overcommit. */
    OVERCOMMIT_MEMORY("vm.overcommit_memory", "1"),
    /** Kill, do not panic. */
    PANIC_ON_OOM("vm.panic_on_oom", "0"),
    /** Seconds to a reboot after a panic. */
    PANIC("kernel.panic", "10"),
    /** Panic on an oops. */
    PANIC_ON_OOPS("kernel.panic_on_oops", "1"),
    /** Keys that root may own. */
    ROOT_MAXKEYS("kernel.keys.root_maxkeys", "1000000"),
    /** Bytes of keys that root may own. */
    ROOT_MAXBYTES("kernel.keys.root_maxbytes", "25000000");

    private final String key;
    private final String wanted;

    Sysctl(String key, String wanted) {
        this.key = key;
        this.wanted = wanted;
    }

    /** The dotted key. */
    public String key() {
        return key;
    }

    /** The value that the kubelet wants. */
    public String wanted() {
        return wanted;
    }

    /** How the kubelet's log spells the key, for example {@code vm/overcommit_memory}. */
    public String flag() {
        return key.replace('.', '/');
    }

    /** The sysctl of a dotted key, or nothing if it is not one of the six. */
    public static Optional<Sysctl> find(String key) {
        return Arrays.stream(values()).filter(sysctl -> sysctl.key.equals(key)).findFirst();
    }
}
