package io.rootlesstck.junit.live;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.KubeletRun;
import io.rootlesstck.cluster.Manifests;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the kubelet of the cell's node with one scenario after another. Tests ask for it as a
 * parameter.
 */
public final class Kubelets {
    /** How long a kubelet may neither make its node Ready nor end. */
    public static final Duration LIMIT = Duration.ofSeconds(120);

    private static final String DOCUMENTED = "kubelet/documented";

    private final Scenarios scenarios;
    private final Cluster cluster;
    private final RootlessNode node;
    private final HostSysctls sysctls;
    private @Nullable KubeletRun last;

    /** The one sysctl that the last one was started with, if it was not all of its scenario's. */
    private @Nullable String lastOnly;

    Kubelets(Scenarios scenarios, Cluster cluster, RootlessNode node, HostSysctls sysctls) {
        this.scenarios = scenarios;
        this.cluster = cluster;
        this.node = node;
        this.sysctls = sysctls;
    }

    /** The node whose kubelet it is. */
    public RootlessNode node() {
        return node;
    }

    /** The node's cluster. */
    public Cluster cluster() {
        return cluster;
    }

    /** The page's own configuration. */
    public Scenario documented() {
        return scenario(DOCUMENTED);
    }

    /** Another scenario than the test's own. */
    public Scenario scenario(String name) {
        return scenarios.get(name);
    }

    /** The value that a sysctl has on the host, read on the node: the six are not namespaced. */
    public String sysctl(String key) {
        return node.read("/proc/sys/" + key.replace('.', '/')).strip();
    }

    /** Starts the kubelet anew, with the files, the host and the node of a scenario. */
    public KubeletRun run(Scenario scenario) {
        return run(scenario, null);
    }

    /**
     * The kubelet of a scenario, on a host whose sysctls are not what it wants. If it does not
     * stand all of them at once, one that is started with a single one, which then answers for
     * itself.
     *
     * @param sysctl the dotted key, among those that the scenario sets
     * @throws io.rootlesstck.junit.NotRun if the host is not ours and has the wanted value
     */
    public KubeletRun runningWith(String sysctl, Scenario scenario) {
        sysctls.requireCause(sysctl);
        KubeletRun run = running(scenario);
        return run.ready() ? run : run(scenario, sysctl);
    }

    /**
     * The kubelet of a scenario that ended on a host whose sysctls are not what it wants.
     *
     * @param sysctl the dotted key, among those that the scenario sets
     * @throws io.rootlesstck.junit.NotRun if the host is not ours and has the wanted value
     */
    public KubeletRun endedWith(String sysctl, Scenario scenario) {
        sysctls.requireCause(sysctl);
        return ended(scenario);
    }

    /** The value that a sysctl of the host had when the last kubelet was started. */
    public String sysctlBefore(String key) {
        return sysctls.given(key);
    }

    /**
     * Starts the kubelet anew with a scenario that lays files over keys of /proc/sys, all but one;
     * where the host can be set, that key alone is not what the kubelet wants.
     *
     * @param sysctl its dotted key
     * @throws io.rootlesstck.junit.NotRun if the host is not ours and has the wanted value
     */
    public KubeletRun runWithoutProc(String sysctl, Scenario scenario) {
        sysctls.requireCause(sysctl);
        return run(scenario.withoutProc(sysctl), sysctl);
    }

    private KubeletRun run(Scenario scenario, @Nullable String only) {
        last = null;
        sysctls.apply(scenario.host().sysctls(), only);
        KubeletRun run = cluster.run(node, scenario, LIMIT);
        last = run;
        lastOnly = only;
        return run;
    }

    /**
     * The kubelet of a scenario: the one that runs, if it was the last to be started and its node
     * became Ready and it still lives, else one that is started now.
     */
    public KubeletRun running(Scenario scenario) {
        KubeletRun run = last;
        if (run != null
                && lastOnly == null
                && run.ready()
                && run.scenario().equals(scenario)
                && node.hasFilesOf(scenario)
                && node.kubelet().exitCode().isEmpty()) {
            sysctls.applyOthers(scenario.host().sysctls());
            return run;
        }
        return run(scenario);
    }

    /** Restarts the node, as after a power cut, and then starts its kubelet. */
    public KubeletRun restartNode(Scenario scenario) {
        last = null;
        node.restart(scenario);
        return run(scenario);
    }

    /** Makes sure that the documented kubelet runs, whatever the files of its runtime are now. */
    void ensureRuns() {
        KubeletRun run = last;
        if (run == null
                || !run.ready()
                || !run.scenario().equals(documented())
                || node.kubelet().exitCode().isPresent()) {
            run(documented());
        }
    }

    /** The kubelet of a scenario that ended: the last one, if it did, else one started now. */
    public KubeletRun ended(Scenario scenario) {
        KubeletRun run = last;
        return run != null && run.ended() && run.scenario().equals(scenario) ? run : run(scenario);
    }

    /**
     * Creates a pod of a manifest on the node; the caller deletes it.
     *
     * @param name of a file in the scenario's folder {@code pods}, without its ending
     */
    public Pod createPod(Scenario scenario, String name) {
        return cluster.pods().create(manifest(scenario, name), node);
    }

    /**
     * Creates all objects of a manifest file, with its pods on the node; they are deleted when it
     * is closed.
     *
     * @param name of a file in the scenario's folder {@code pods}, without its ending
     */
    public Manifests apply(Scenario scenario, String name) {
        return cluster.apply(manifest(scenario, name), node);
    }

    /** The objects of a manifest file, as {@link #apply} would create them; nothing is created. */
    public List<HasMetadata> read(Scenario scenario, String name) {
        return Manifests.read(cluster, manifest(scenario, name));
    }

    /** The path of a manifest in a scenario's folder {@code pods}. */
    public static Path manifest(Scenario scenario, String name) {
        return scenario.dir().resolve("pods").resolve(name + ".yaml");
    }
}
