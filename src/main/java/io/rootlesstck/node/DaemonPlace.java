package io.rootlesstck.node;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Where a daemon is on a node that the kit did not make.
 *
 * @param process the name of its process, as {@code /proc/PID/comm} has it
 * @param unit the systemd unit whose journal is its log; null where it writes files
 * @param log a pattern for the files that are its log, as the kubelet keeps them for containers;
 *     null where a journal has it
 */
@API(status = API.Status.INTERNAL)
public record DaemonPlace(String process, @Nullable String unit, @Nullable String log) {}
