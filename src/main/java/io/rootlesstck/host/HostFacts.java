package io.rootlesstck.host;

import java.util.List;

/**
 * What a host is, as it was read from the host itself.
 *
 * @param host what kind of host, for a person
 * @param engine name of the engine
 * @param engineVersion version that the engine says
 * @param uidMap {@code /proc/self/uid_map} inside the engine's user namespace: the proof of
 *     rootlessness
 * @param controllers cgroup v2 controllers that are delegated, in the kernel's order
 * @param kernel kernel release
 * @param distribution name of the operating system that the engine runs on
 */
public record HostFacts(
        String host,
        String engine,
        String engineVersion,
        String uidMap,
        List<String> controllers,
        String kernel,
        String distribution) {
    /** Copies the list, so that the record cannot change. */
    public HostFacts {
        controllers = List.copyOf(controllers);
    }

    /** The same of a host that is called otherwise. */
    public HostFacts of(String name) {
        return new HostFacts(
                name, engine, engineVersion, uidMap, controllers, kernel, distribution);
    }
}
