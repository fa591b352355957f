package io.rootlesstck.conformance;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.Manifests;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.Processes;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.TckContainer;
import io.rootlesstck.node.Waits;
import io.rootlesstck.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;

/** A web server, a Service in front of it and a pod that asks it; gone after its class. */
final class WebService implements AutoCloseable {
    private static final String ANSWER = "served by web";
    private static final Duration LIMIT = Duration.ofSeconds(45);

    /** Who asks. */
    enum Client {
        /** A program on the node, by the cluster IP. */
        NODE,
        /** A pod of the node, by the cluster IP. */
        POD,
        /** Another machine of the node's network, by the node port. */
        NEIGHBOUR
    }

    private final Cluster cluster;
    private final RootlessNode node;
    private final Manifests manifests;
    private final ServiceSpec service;
    private final long clientProcess;

    private WebService(Cluster cluster, RootlessNode node, Manifests manifests) {
        this.cluster = cluster;
        this.node = node;
        this.manifests = manifests;
        this.service =
                manifests.objects().stream()
                        .filter(Service.class::isInstance)
                        .map(object -> ((Service) object).getSpec())
                        .findFirst()
                        .orElseThrow();
        manifests.pods().values().forEach(pod -> cluster.pods().awaitRunning(pod));
        this.clientProcess = Processes.ofPod(node, manifests.pod("client").getMetadata().getUid());
    }

    /**
     * Starts it on the node whose kubelet runs.
     *
     * @param scenario has it in its folder {@code pods}
     */
    static WebService start(Kubelets kubelets, Scenario scenario) {
        Manifests manifests = kubelets.apply(scenario, "web");
        boolean runs = false;
        try {
            WebService made = new WebService(kubelets.cluster(), kubelets.node(), manifests);
            runs = true;
            return made;
        } finally {
            if (!runs) {
                manifests.close();
            }
        }
    }

    /** Its cluster IP. */
    String clusterIp() {
        return service.getClusterIP();
    }

    /** Its node port. */
    int nodePort() {
        return service.getPorts().get(0).getNodePort();
    }

    /**
     * Waits until it answers.
     *
     * @throws AssertionError if it does not in time, with what the last attempt said
     */
    void awaitAnswer(Client client) {
        List<String> said = new ArrayList<>();
        try {
            Waits.until(
                    "the Service to answer " + client,
                    LIMIT,
                    () -> {
                        ExecResult asked = ask(client);
                        said.add(asked.getStdout() + asked.getStderr());
                        return asked.getStdout().contains(ANSWER);
                    });
        } catch (Waits.TimeOver e) {
            throw new AssertionError(
                    "Expecting the Service at %s to answer the %s within %d s, but the last of %d attempts said: %s"
                            .formatted(
                                    url(client),
                                    client,
                                    LIMIT.toSeconds(),
                                    said.size(),
                                    said.get(said.size() - 1)),
                    e);
        }
    }

    /**
     * Asks it once. Whatever else answers there is not it: a network may have something at any
     * address.
     */
    boolean answers(Client client) {
        return ask(client).getStdout().contains(ANSWER);
    }

    private ExecResult ask(Client client) {
        TckContainer<?> where = client == Client.NEIGHBOUR ? cluster.controlPlane() : node;
        List<String> argv = new ArrayList<>();
        if (client == Client.POD) {
            argv.addAll(List.of("nsenter", "--net=/proc/%d/ns/net".formatted(clientProcess)));
        }
        argv.addAll(List.of("curl", "-sS", "--max-time", "2", url(client)));
        return where.run(argv.toArray(String[]::new));
    }

    private String url(Client client) {
        return client == Client.NEIGHBOUR
                ? "http://%s:%d/"
                        .formatted(node.output("hostname", "-i").strip().split(" ")[0], nodePort())
                : "http://" + clusterIp() + "/";
    }

    @Override
    public void close() {
        manifests.close();
    }
}
