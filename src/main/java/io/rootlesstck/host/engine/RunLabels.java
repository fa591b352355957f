package io.rootlesstck.host.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apiguardian.api.API;

/**
 * The labels of all that a run makes on an engine, and the sweep that finds by them what a killed
 * run left there.
 */
@API(status = API.Status.INTERNAL)
public final class RunLabels {
    private static final String RUN = "io.rootlesstck.run";

    /** Which cache's runs a run id is one of: another user of the engine sweeps his own. */
    private static final String CACHE = "io.rootlesstck.cache";

    private RunLabels() {}

    /** The labels for what a run makes. */
    public static Map<String, String> of(RunDir run, Cache cache) {
        return Map.of(RUN, run.id(), CACHE, cache.root().toString());
    }

    /** Removes the containers, their volumes and the networks of runs that are over. */
    public static void sweep(DockerClient engine, Cache cache) {
        Map<String, String> ours = Map.of(CACHE, cache.root().toString());
        Predicate<Map<String, String>> over =
                labels -> !RunDir.isAlive(cache, labels.getOrDefault(RUN, ""));
        List<Container> containers =
                engine.listContainersCmd().withShowAll(true).withLabelFilter(ours).exec();
        for (Container container : containers) {
            if (over.test(container.getLabels())) {
                Progress.line("sweep: removing container " + container.getNames()[0]);
                remove(
                        () ->
                                engine.removeContainerCmd(container.getId())
                                        .withForce(true)
                                        .withRemoveVolumes(true)
                                        .exec());
            }
        }
        for (Network network : engine.listNetworksCmd().exec()) {
            Map<String, String> labels = network.getLabels();
            if (labels != null
                    && cache.root().toString().equals(labels.get(CACHE))
                    && over.test(labels)) {
                Progress.line("sweep: removing network " + network.getName());
                remove(() -> engine.removeNetworkCmd(network.getId()).exec());
            }
        }
    }

    private static void remove(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException | ConflictException goneOrBeingRemoved) {
            Progress.line("sweep: already gone: " + goneOrBeingRemoved.getMessage());
        }
    }
}
