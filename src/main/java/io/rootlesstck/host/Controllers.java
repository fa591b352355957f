package io.rootlesstck.host;

import java.util.List;

/** The controllers of cgroup v2 that a rootless node is to have. */
public final class Controllers {
    /** Those without which a node's pods have no limits, in alphabetical order. */
    public static final List<String> REQUIRED = List.of("cpu", "cpuset", "io", "memory", "pids");

    private Controllers() {}
}
