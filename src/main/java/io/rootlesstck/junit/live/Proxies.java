package io.rootlesstck.junit.live;

import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.ProxyRun;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Starts the kube-proxy of the cell's node with one scenario after another; the kubelet has
 * registered the node. Tests ask for it as a parameter.
 */
public final class Proxies {
    private static final Duration LIMIT = Kubelets.LIMIT;
    private static final String DOCUMENTED = "kube-proxy/documented";

    private final Scenarios scenarios;
    private final Cluster cluster;
    private final RootlessNode node;
    private final HostSysctls sysctls;
    private @Nullable ProxyRun last;
    private boolean clean;

    Proxies(Scenarios scenarios, Cluster cluster, RootlessNode node, HostSysctls sysctls) {
        this.scenarios = scenarios;
        this.cluster = cluster;
        this.node = node;
        this.sysctls = sysctls;
    }

    /** The node whose kube-proxy it is. */
    public RootlessNode node() {
        return node;
    }

    /** The page's own configuration. */
    public Scenario documented() {
        return scenarios.get(DOCUMENTED);
    }

    /** Gives the host what a scenario asks of it, before kube-proxy is started with it. */
    public void prepareHost(Scenario scenario) {
        sysctls.applyOthers(scenario.host().sysctls());
    }

    /** Starts kube-proxy anew, with the files, the host and the node of a scenario. */
    public ProxyRun run(Scenario scenario) {
        last = null;
        clean = false;
        prepareHost(scenario);
        ProxyRun run = cluster.runProxy(node, scenario, LIMIT);
        last = run;
        return run;
    }

    /**
     * The kube-proxy of a scenario: the one that runs, if it was the last to be started and is
     * healthy and still lives, else one that is started now.
     */
    public ProxyRun running(Scenario scenario) {
        ProxyRun run = last;
        boolean runs =
                run != null
                        && run.ready()
                        && run.scenario().equals(scenario)
                        && node.proxy().exitCode().isEmpty();
        return runs && run != null ? run : run(scenario);
    }

    /** The kube-proxy of a scenario that ended: the last one, if it did, else one started now. */
    public ProxyRun ended(Scenario scenario) {
        ProxyRun run = last;
        return run != null && run.ended() && run.scenario().equals(scenario) ? run : run(scenario);
    }

    /** Ends kube-proxy and takes its rules out of the node, by its own means. */
    public void stopAndCleanUp() {
        if (clean) {
            return;
        }
        last = null;
        node.proxy().stop();
        node.output("kube-proxy", "--cleanup");
        clean = true;
    }
}
