package io.rootlesstck.junit.live;

import io.rootlesstck.base.RunDir;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Selection;
import io.rootlesstck.junit.CellResources;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.node.EngineStrategy;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.PassedOver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One cell, up: its host, its cluster and its node. */
final class LiveCell implements CellResources {
    /** What tests may ask for. */
    static final Set<Class<?>> OFFERS =
            Set.of(
                    Kubelets.class,
                    Proxies.class,
                    Runtimes.class,
                    Upgrade.class,
                    Cluster.class,
                    RootlessNode.class,
                    Host.class,
                    HostWatch.class);

    /**
     * What a cell consists of, each up and running.
     *
     * @param timings how long what took, in seconds; more may be added
     * @param end what ends a cluster that the kit did not make itself; nothing for one that it did
     */
    record Parts(
            RunDir run,
            Selection selection,
            Cluster cluster,
            RootlessNode node,
            SortedMap<String, Double> timings,
            Optional<Runnable> end) {}

    /** Says what watches the host. */
    interface Watching {
        /** The watch, which may begin now: with the host's six sysctls as they are at rest. */
        HostWatch with(Supplier<Map<String, String>> atRest);
    }

    private final RunDir run;
    private final Selection selection;
    private final Cluster cluster;
    private final RootlessNode node;
    private final HostSysctls sysctls;
    private final HostWatch watch;
    private final Kubelets kubelets;
    private final Proxies proxies;
    private final Runtimes runtimes;
    private final Upgrade upgrade;
    private final NodeEvidence evidence;
    private final SortedMap<String, Double> timings;
    private final HostFacts facts;

    /** What ends a cluster that the kit did not make itself; nothing for one that it did. */
    private final Optional<Runnable> end;

    /** Takes over what is up, to end it when it is closed. */
    LiveCell(Parts parts, Scenarios scenarios, Upgrade upgrade, Watching watching) {
        this.run = parts.run();
        this.end = parts.end();
        this.upgrade = upgrade;
        this.selection = parts.selection();
        this.cluster = parts.cluster();
        this.node = parts.node();
        this.timings = parts.timings();
        this.facts = selection.host().facts();
        this.sysctls =
                new HostSysctls(
                        // A kubelet that runs already does not care for what is set now.
                        end.isPresent()
                                ? Optional.empty()
                                : selection.host().root().filter(HostRoot::ownsKernel),
                        key ->
                                node.isReachable()
                                        ? node.read("/proc/sys/" + key.replace('.', '/')).strip()
                                        : "unknown");
        sysctls.apply(Map.of(), null);
        this.watch = watching.with(this::atRest);
        this.kubelets = new Kubelets(scenarios, cluster, node, sysctls);
        this.proxies = new Proxies(scenarios, cluster, node, sysctls);
        this.runtimes = new Runtimes(kubelets);
        this.evidence = new NodeEvidence(kubelets);
    }

    /** The six sysctls of the host, without what a scenario set. */
    private Map<String, String> atRest() {
        sysctls.apply(Map.of(), null);
        return sysctls.read();
    }

    /** Starts the node's kubelet with the files of a scenario; whether the node is Ready then. */
    boolean runs(Scenario scenario) {
        return kubelets.run(scenario).ready();
    }

    @Override
    public Object parameter(Class<?> type, TestScope scope) {
        if (type == Kubelets.class) {
            return kubelets;
        }
        if (type == Proxies.class) {
            return proxies;
        }
        if (type == Runtimes.class) {
            return runtimes;
        }
        if (type == Upgrade.class) {
            return upgrade;
        }
        if (type == Cluster.class) {
            return cluster;
        }
        if (type == RootlessNode.class) {
            return node;
        }
        if (type == Host.class) {
            return selection.host();
        }
        if (type == HostWatch.class) {
            return watch;
        }
        throw new IllegalArgumentException("not offered: " + type);
    }

    @Override
    public Optional<String> lacks(Need need) {
        return switch (need) {
            case HOST_ROOT ->
                    selection.host().root().isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    "the host is not the kit's own, so the kit has no root on it"
                                            + " (try -Dtck.host=vm)");
            case CONTROLLER_CPU -> lacksController("cpu");
            case CONTROLLER_MEMORY -> lacksController("memory");
            case CONTROLLER_PIDS -> lacksController("pids");
            case SECOND_HOST ->
                    selection.host().addressForOthers().isPresent()
                            ? lacks(Need.OWN_NODE) // for one more node is added there
                            : Optional.of(
                                    "the kit makes a second host only beside its own embedded VM"
                                            + " (try -Dtck.host=vm)");
            case OWN_NODE ->
                    end.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    "the kit did not make this cluster, and changes nothing there");
            case KUBELET_VERBOSITY ->
                    cluster.kubeletVerbosity(node) >= 2
                            ? Optional.empty()
                            : Optional.of(
                                    "its kubelet logs at verbosity %d, where it does not tell what it tolerates; from 2 on it does"
                                            .formatted(cluster.kubeletVerbosity(node)));
        };
    }

    private Optional<String> lacksController(String name) {
        return facts.controllers().contains(name)
                ? Optional.empty()
                : Optional.of("the host delegates no cgroup controller " + name);
    }

    @Override
    public void keepEvidence(TestScope scope, @Nullable Throwable failure) {
        evidence.keep(scope, failure);
    }

    @Override
    public CellFacts facts() {
        SortedMap<String, Object> host = new TreeMap<>();
        host.put("host", facts.host());
        host.put("chosen", selection.reason());
        host.put("engine", facts.engine());
        host.put("engineVersion", facts.engineVersion());
        host.put("uidMap", facts.uidMap());
        host.put("controllers", facts.controllers());
        host.put("kernel", facts.kernel());
        host.put("distribution", facts.distribution());
        if (end.isPresent()) {
            host.put("deviations", cluster.deviations(node));
        }
        List<PassedOver> passedOver =
                selection.passedOver().stream()
                        .map(p -> new PassedOver(p.candidate(), p.reason()))
                        .toList();
        return new CellFacts(host, passedOver, RunningVersions.of(cluster, node), timings);
    }

    @Override
    public void close() {
        try {
            sysctls.restore();
            cluster.close();
            end.ifPresent(Runnable::run);
        } finally {
            EngineStrategy.gone();
            selection.host().close();
            run.close();
        }
    }
}
