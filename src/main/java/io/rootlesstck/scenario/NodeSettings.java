package io.rootlesstck.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario asks of the node beside its files.
 *
 * @param kmsg what {@code /dev/kmsg} is to be
 * @param controllers the cgroup controllers that the node hands on; null for all it was given
 * @param without programs that are not to be found on the node
 * @param daemons daemons that run on the node beside the runtime and the kubelet
 * @param openFiles the limit of open files that kube-proxy gets; null for the node's own
 */
public record NodeSettings(
        Kmsg kmsg,
        @Nullable List<String> controllers,
        List<String> without,
        List<String> daemons,
        @Nullable Integer openFiles) {}
