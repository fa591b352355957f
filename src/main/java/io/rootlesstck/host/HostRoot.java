package io.rootlesstck.host;

import io.rootlesstck.base.Exec;

/** Root on a host that is the kit's own. */
public interface HostRoot {
    /** Runs a program as root of the host and waits for its end. */
    Exec.Result run(String... argv);

    /**
     * Whether the kernel is the kit's own as well; else only what a namespace of the host has of
     * its own may be set.
     */
    default boolean ownsKernel() {
        return true;
    }

    /**
     * Reads a kernel setting.
     *
     * @param key with dots, for example {@code vm.overcommit_memory}
     */
    default String sysctl(String key) {
        return run("sysctl", "-n", key).orThrow("read the host's sysctl " + key).out().strip();
    }

    /**
     * Writes a kernel setting.
     *
     * @throws io.rootlesstck.base.NotOursException if it is another's: see {@link #ownsKernel()}
     */
    default void sysctl(String key, String value) {
        run("sysctl", "-qw", key + "=" + value)
                .orThrow("set the host's sysctl " + key + " to " + value);
    }

    /** Writes a small file, with the rights that root's files have; its folder has to be there. */
    default void write(String path, String text) {
        run("sh", "-c", "printf %s \"$1\" >\"$2\"", "sh", text, path)
                .orThrow("write " + path + " on the host");
    }
}
