package io.rootlesstck.scenario;

import io.rootlesstck.base.UsageException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario asks of the node beside its files.
 *
 * @param kmsg what {@code /dev/kmsg} is to be
 * @param controllers the cgroup controllers that the node hands on; null for all it was given
 * @param without programs that are not to be found on the node
 * @param openFiles the limit of open files that kube-proxy gets; null for the node's own
 * @param proc keys below {@code /proc/sys}, dotted, that a writable file with a value is laid over
 * @param daemons what runs besides, for the container runtime, and is started before it
 * @param systemd whether a systemd is the node's first process
 */
public record NodeSettings(
        Kmsg kmsg,
        @Nullable List<String> controllers,
        List<String> without,
        @Nullable Integer openFiles,
        SortedMap<String, String> proc,
        List<String> daemons,
        boolean systemd) {

    /** A node as the engine makes it. */
    public static NodeSettings plain() {
        return new NodeSettings(
                Kmsg.AS_IS, null, List.of(), null, new TreeMap<>(), List.of(), false);
    }

    /** The same without the file over one key. */
    NodeSettings withoutProc(String key) {
        SortedMap<String, String> others = new TreeMap<>(proc);
        if (others.remove(key) == null) {
            throw new UsageException(
                    "No file is laid over %s, only over %s.".formatted(key, proc.keySet()));
        }
        return new NodeSettings(kmsg, controllers, without, openFiles, others, daemons, systemd);
    }
}
