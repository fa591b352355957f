package io.rootlesstck.junit.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A cluster that the kind CLI makes on a rootless engine, and deletes again.
 *
 * <p>kind lets nobody label its containers, so the cluster's name says which run of which cache it
 * is of; by that the sweep finds what a killed run left.
 */
final class KindCluster implements AutoCloseable {
    /** kind's own label: the cluster that a container is of. */
    private static final String LABEL = "io.x-k8s.kind.cluster";

    private static final String CONTROL_PLANE = "-control-plane";

    /** What kind says when its wait for a node's systemd is over. */
    private static final String TOO_SLOW = "could not find a log line that matches";

    private static final int ATTEMPTS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Path CONFIG = KitFiles.of("images/kind-node/cluster.yaml");

    private final Path program;
    private final Engine engine;
    private final String name;
    private final Path kubeconfig;

    /** Lets the next run end a kind that outlives this process. */
    private final String mark;

    private KindCluster(Path program, Engine engine, String name, Path kubeconfig, String mark) {
        this.program = program;
        this.engine = engine;
        this.name = name;
        this.kubeconfig = kubeconfig;
        this.mark = mark;
    }

    /**
     * Makes a cluster of one node.
     *
     * @param program the kind CLI
     * @param image the node image
     * @param port of the engine's loopback where the API is to answer
     * @throws TckException if kind does not come to its end, with what it said
     */
    static KindCluster create(
            Path program, Engine engine, String image, int port, RunDir run, Cache cache) {
        KindCluster cluster =
                new KindCluster(
                        program, engine, name(run, cache), run.file("kind.kubeconfig"), run.id());
        Path config = run.file("kind.yaml");
        try {
            ObjectNode root = (ObjectNode) new YAMLMapper().readTree(Files.readString(CONFIG));
            root.withObject("/networking").put("apiServerPort", port);
            Files.writeString(config, new YAMLMapper().writeValueAsString(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Progress.run(
                "kind: create cluster",
                step ->
                        cluster.createWithin(
                                ATTEMPTS,
                                "create",
                                "cluster",
                                "--name=" + cluster.name,
                                "--image=" + image,
                                "--config=" + config,
                                "--kubeconfig=" + cluster.kubeconfig,
                                "--wait=300s"));
        return cluster;
    }

    /** Removes the clusters of runs of this cache that are over. */
    static void sweep(DockerClient docker, Cache cache) {
        String ours = prefix(cache);
        List<Container> containers =
                docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec();
        for (Container container : containers) {
            String cluster = container.getLabels().getOrDefault(LABEL, "");
            if (cluster.startsWith(ours) && !isAlive(cache, cluster.substring(ours.length()))) {
                Progress.line("sweep: removing the node of kind's cluster " + cluster);
                docker.removeContainerCmd(container.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            }
        }
    }

    private static boolean isAlive(Cache cache, String run) {
        return RunDir.isAlive(cache, run);
    }

    private static String name(RunDir run, Cache cache) {
        return prefix(cache) + run.id().toLowerCase(Locale.ROOT);
    }

    /** Runs are told apart within a cache: another user of the engine sweeps his own. */
    private static String prefix(Cache cache) {
        return "tck-%s-".formatted(Hash.start().add(cache.root().toString()).hex().substring(0, 8));
    }

    /** The name of the one node, and of its container. */
    String node() {
        return name + CONTROL_PLANE;
    }

    /** A kubeconfig of its administrator, as this machine reaches the server. */
    String kubeconfig() {
        try {
            return Files.readString(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kind gives a node's systemd 30 s, which nothing can change, and deletes what was slower. */
    private Exec.Result createWithin(int attempts, String... arguments) {
        Exec.Result result = run(arguments);
        if (attempts > 1 && (result.out() + result.err()).contains(TOO_SLOW)) {
            Progress.line("kind: the node did not boot within kind's own 30 s; trying again");
            return createWithin(attempts - 1, arguments);
        }
        return result.orThrow("make a cluster with kind");
    }

    private Exec.Result kind(String... arguments) {
        return run(arguments).orThrow("run kind " + arguments[0] + " " + arguments[1]);
    }

    private Exec.Result run(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(program.toString()));
        argv.addAll(List.of(arguments));
        return Exec.of(argv)
                .with(RunDir.MARK, mark)
                .with("DOCKER_HOST", engine.endpoint().toString())
                .with("CONTAINER_HOST", engine.endpoint().toString())
                .with("KIND_EXPERIMENTAL_PROVIDER", engine.kind().word())
                .with("KUBECONFIG", kubeconfig.toString())
                .within(LIMIT)
                .run();
    }

    @Override
    public void close() {
        Progress.run(
                "kind: delete cluster",
                step -> kind("delete", "cluster", "--name=" + name, "--kubeconfig=" + kubeconfig));
    }
}
