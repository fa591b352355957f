package io.rootlesstck.scenario;

import java.util.Arrays;
import java.util.List;

/** What a scenario needs of its host; a host without it makes the scenario NOT_RUN. */
public enum Need {
    /** Root on the host itself, outside the engine's user namespace. */
    HOST_ROOT("host-root"),
    /** The cpu controller delegated to the engine. */
    CONTROLLER_CPU("controller-cpu"),
    /** The memory controller delegated to the engine. */
    CONTROLLER_MEMORY("controller-memory"),
    /** The pids controller delegated to the engine. */
    CONTROLLER_PIDS("controller-pids"),
    /** Another host beside the cell's, which the kit makes. */
    SECOND_HOST("second-host"),
    /** A node that the kit made, as it makes them: to be changed, or known in its every place. */
    OWN_NODE("own-node"),
    /** A kubelet that logs at verbosity 2 or more, where it tells what it tolerated. */
    KUBELET_VERBOSITY("kubelet-verbosity");

    private final String key;

    Need(String key) {
        this.key = key;
    }

    /** How {@code scenario.yaml} spells it. */
    public String key() {
        return key;
    }

    /** All spellings. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Need::key).toList();
    }

    static Need of(String key) {
        return Arrays.stream(values())
                .filter(need -> need.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no need is named " + key));
    }
}
