package io.rootlesstck.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.base.NotOursException;
import io.rootlesstck.node.Daemon;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.Waits;
import io.rootlesstck.scenario.NodeChanges;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What runs on a cluster that the kit did not make, taken for what a scenario would start: as it
 * is, or not at all.
 */
final class FoundCluster {
    private static final String GATE = "KubeletInUserNamespace";
    private static final Pattern ENABLED =
            Pattern.compile("kubernetes_feature_enabled\\{name=\"" + GATE + "\",[^}]*} (\\d)");
    private static final Daemon.Waited READY =
            new Daemon.Waited(Daemon.Outcome.READY, OptionalInt.empty(), "");

    /** What every manifest of the scenarios names. */
    private static final String WORKLOAD = "docker.io/rootless-tck/workload:1";

    private final Cluster cluster;
    private final Scenarios scenarios;
    private @Nullable JsonNode kubeletConfig;
    private boolean hasWorkload;
    private boolean gateIsOn;

    FoundCluster(Cluster cluster, Scenarios scenarios) {
        this.cluster = cluster;
        this.scenarios = scenarios;
    }

    /**
     * The kubelet that runs, if it is one that a scenario could have started.
     *
     * @throws NotOursException if the node would have to be changed for that
     */
    KubeletRun kubelet(RootlessNode node, Scenario scenario, Duration limit) {
        long begun = System.nanoTime();
        requireNoChange(node, scenario);
        requireGate(node);
        try {
            Waits.until(
                    "the node %s to be Ready".formatted(node.name()),
                    limit,
                    () -> cluster.readyStatus(node).equals("True"));
        } catch (Waits.TimeOver e) {
            return new KubeletRun(
                    scenario,
                    new Daemon.Waited(
                            Daemon.Outcome.TIMEOUT,
                            OptionalInt.empty(),
                            String.valueOf(e.getMessage())),
                    log(node, node.kubelet()),
                    since(begun));
        }
        return new KubeletRun(scenario, READY, log(node, node.kubelet()), since(begun));
    }

    /**
     * The kube-proxy that runs, if it is one that a scenario could have started.
     *
     * @throws NotOursException if it would have to be started with something else
     */
    ProxyRun proxy(RootlessNode node, Scenario scenario, Duration limit, String... healthy) {
        long begun = System.nanoTime();
        requireNoChange(node, scenario);
        Daemon.Waited waited = node.proxy().await(limit, healthy);
        return new ProxyRun(scenario, waited, log(node, node.proxy()), since(begun));
    }

    /**
     * Goes on if a node has the image that all pods are made of: there may be no registry to take
     * it from.
     *
     * @throws NotOursException if it has it not
     */
    synchronized void requireWorkload(RootlessNode node) {
        if (!hasWorkload && !images(node).contains(WORKLOAD)) {
            throw new NotOursException("put the image %s on the node".formatted(WORKLOAD));
        }
        hasWorkload = true;
    }

    /** By the runtime where it can be asked: a Node object tells of new images after a while. */
    private List<String> images(RootlessNode node) {
        if (node.isReachable()) {
            return node.output("ctr", "--namespace=k8s.io", "images", "list", "--quiet")
                    .lines()
                    .toList();
        }
        return cluster.node(node).getStatus().getImages().stream()
                .flatMap(image -> image.getNames().stream())
                .toList();
    }

    /** What the kubelet itself says of its configuration, by the keys of its file. */
    synchronized JsonNode kubeletConfig(RootlessNode node) {
        JsonNode config = kubeletConfig;
        if (config == null) {
            config =
                    json("/api/v1/nodes/%s/proxy/configz".formatted(node.name()))
                            .path("kubeletconfig");
            kubeletConfig = config;
        }
        return config;
    }

    /** In what the node's configuration is not the page's, by the key of the file. */
    Map<String, String> deviations(RootlessNode node) {
        Map<String, String> deviations = new TreeMap<>();
        String driver = kubeletConfig(node).path("cgroupDriver").asText("");
        if (!driver.equals("cgroupfs")) {
            deviations.put("kubelet.yaml cgroupDriver", driver);
        }
        return deviations;
    }

    private void requireNoChange(RootlessNode node, Scenario scenario) {
        List<String> changes =
                NodeChanges.of(scenario, scenarios, scenario.node().systemd() && hasSystemd(node));
        if (!changes.isEmpty()) {
            throw new NotOursException(changes.get(0));
        }
    }

    private static boolean hasSystemd(RootlessNode node) {
        return node.isReachable() && node.read("/proc/1/comm").strip().equals("systemd");
    }

    /** Once: the kubelet is not started anew. */
    private synchronized void requireGate(RootlessNode node) {
        if (gateIsOn) {
            return;
        }
        Matcher line =
                ENABLED.matcher(
                        cluster.raw("/api/v1/nodes/%s/proxy/metrics".formatted(node.name())));
        if (!line.find() || !line.group(1).equals("1")) {
            throw new NotOursException("turn the kubelet's gate %s on".formatted(GATE));
        }
        gateIsOn = true;
    }

    private static String log(RootlessNode node, Daemon daemon) {
        return node.isReachable() ? daemon.log() : "";
    }

    private JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(cluster.raw(path));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the API server answers %s with no JSON".formatted(path), e);
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
