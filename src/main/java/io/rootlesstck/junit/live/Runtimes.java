package io.rootlesstck.junit.live;

import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.RuntimeRun;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Starts the container runtime of the cell's node with one scenario after another, under a kubelet
 * that goes on. Tests ask for it as a parameter.
 */
public final class Runtimes {
    private static final Duration LIMIT = Kubelets.LIMIT;

    private final Cluster cluster;
    private final RootlessNode node;
    private final Kubelets kubelets;
    private @Nullable RuntimeRun last;

    Runtimes(Kubelets kubelets) {
        this.kubelets = kubelets;
        this.cluster = kubelets.cluster();
        this.node = kubelets.node();
    }

    /** The node whose runtime it is. */
    public RootlessNode node() {
        return node;
    }

    /** Starts the runtime anew, with the files and the daemons of a scenario. */
    public RuntimeRun run(Scenario scenario) {
        kubelets.ensureRuns();
        RuntimeRun run = cluster.runRuntime(node, scenario, LIMIT);
        last = run;
        return run;
    }

    /** The runtime of a scenario that ended: the last one, if it did, else one started now. */
    public RuntimeRun ended(Scenario scenario) {
        RuntimeRun run = last;
        return run != null
                        && run.ended()
                        && run.scenario().equals(scenario)
                        && node.hasFilesOf(scenario)
                ? run
                : run(scenario);
    }
}
