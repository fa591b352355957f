package io.rootlesstck.host;

import java.util.List;
import org.apiguardian.api.API;

/** The controllers of cgroup v2 that a rootless node is to have. */
@API(status = API.Status.INTERNAL)
public final class Controllers {
    /** Those without which a node's pods have no limits, in alphabetical order. */
    public static final List<String> REQUIRED = List.of("cpu", "cpuset", "io", "memory", "pids");

    private Controllers() {}
}
