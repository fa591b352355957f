package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.rootlesstck.base.Progress;
import io.rootlesstck.node.Daemon;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts the daemons of a cluster's nodes with the files of scenarios, or takes those that run
 * where the cluster is not the kit's.
 */
final class NodeDaemons {
    /** Its health alone is told before the first rules are set; then it names no family yet. */
    private static final String[] PROXY_READY = {
        "sh",
        "-c",
        "curl -fsS --max-time 2 http://127.0.0.1:10256/healthz | jq -e '.status | length > 0'"
    };

    private final Cluster cluster;
    private final @Nullable FoundCluster found;
    private final Set<String> registered = new HashSet<>();
    private final Set<String> canProxy = new HashSet<>();
    private @Nullable ProxyAccount proxyAccount;

    /**
     * Starts none yet.
     *
     * @param found what runs already; null where the cluster is the kit's own
     */
    NodeDaemons(Cluster cluster, @Nullable FoundCluster found) {
        this.cluster = cluster;
        this.found = found;
    }

    /** See {@link Cluster#run}. */
    KubeletRun kubelet(RootlessNode node, Scenario scenario, Duration limit) {
        if (found != null) {
            return told(node, found.kubelet(node, scenario, limit));
        }
        long begun = System.nanoTime();
        node.prepare(scenario);
        cluster.client();
        if (registered.contains(node.name())) {
            forgetReady(node.name());
        }
        Daemon kubelet = node.kubelet();
        kubelet.start();
        Daemon.Waited waited = kubelet.await(limit, "tck-kubelet-ready");
        if (waited.outcome() == Daemon.Outcome.READY) {
            registered.add(node.name());
        }
        return told(node, new KubeletRun(scenario, waited, kubelet.log(), since(begun)));
    }

    /** See {@link Cluster#runProxy}. */
    ProxyRun proxy(RootlessNode node, Scenario scenario, Duration limit) {
        if (found != null) {
            return told(node, found.proxy(node, scenario, limit, PROXY_READY));
        }
        long begun = System.nanoTime();
        node.prepareProxy(scenario);
        if (canProxy.add(node.name())) {
            proxyAccount().putOn(node, cluster.controlPlane().authority());
        }
        ProxyAccount.show(node);
        Daemon proxy = node.proxy();
        proxy.start();
        Daemon.Waited waited = proxy.await(limit, PROXY_READY);
        return told(node, new ProxyRun(scenario, waited, proxy.log(), since(begun)));
    }

    /** See {@link Cluster#runRuntime}. */
    RuntimeRun runtime(RootlessNode node, Scenario scenario, Duration limit) {
        long begun = System.nanoTime();
        Daemon.Waited waited = node.runRuntime(scenario, limit);
        Daemon runtime = node.runtime();
        return told(
                node,
                new RuntimeRun(runtime.name(), scenario, waited, runtime.log(), since(begun)));
    }

    /** A node is gone; one of the same name will be another one. */
    void forget(RootlessNode node) {
        registered.remove(node.name());
        canProxy.remove(node.name());
    }

    private ProxyAccount proxyAccount() {
        if (proxyAccount == null) {
            proxyAccount = ProxyAccount.create(cluster.client());
        }
        return proxyAccount;
    }

    /**
     * Sets a node's Ready condition to Unknown, as the node controller does with a node it hears
     * nothing of: what stands there afterwards is the next kubelet's own word.
     */
    private void forgetReady(String name) {
        cluster.client()
                .nodes()
                .withName(name)
                .editStatus(
                        node ->
                                new NodeBuilder(node)
                                        .editStatus()
                                        .editMatchingCondition(c -> c.getType().equals("Ready"))
                                        .withStatus("Unknown")
                                        .withReason("RootlessTckRestart")
                                        .withMessage("the kubelet is being started anew")
                                        .endCondition()
                                        .endStatus()
                                        .build());
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static <R extends DaemonRun> R told(RootlessNode node, R run) {
        Progress.line(
                "%s on %s with %s: %s after %.1f s"
                        .formatted(
                                run.daemon(),
                                node.name(),
                                run.scenario().name(),
                                run.waited().outcome(),
                                run.took().toMillis() / 1e3));
        return run;
    }
}
