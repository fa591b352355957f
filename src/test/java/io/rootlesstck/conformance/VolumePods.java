package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.rootlesstck.base.TckException;
import io.rootlesstck.cluster.ContainerReport;
import io.rootlesstck.cluster.Manifests;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.junit.Once;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pods with volumes that the tests of a class share: created all at once, and gone after it. */
final class VolumePods implements AutoCloseable {
    private final Kubelets kubelets;
    private final List<Manifests> applied = new ArrayList<>();
    private final Map<String, Once<Pod>> prepared = new TreeMap<>();

    private VolumePods(Kubelets kubelets) {
        this.kubelets = kubelets;
    }

    /**
     * Creates what manifests of a scenario describe, on a node with the documented kubelet.
     *
     * @param manifests names of files in the scenario's folder {@code pods}, in their order
     */
    static VolumePods of(Kubelets kubelets, Scenario scenario, String... manifests) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        VolumePods pods = new VolumePods(kubelets);
        boolean done = false;
        try {
            for (String manifest : manifests) {
                pods.apply(scenario, manifest);
            }
            done = true;
            return pods;
        } finally {
            if (!done) {
                pods.close();
            }
        }
    }

    /** Creates what a further manifest describes. */
    void apply(Scenario scenario, String manifest) {
        Manifests manifests = kubelets.apply(scenario, manifest);
        applied.add(manifests);
        manifests
                .pods()
                .forEach(
                        (name, pod) ->
                                prepared.put(
                                        name,
                                        new Once<>(
                                                () -> {
                                                    pods().awaitPrepared(pod);
                                                    return pod;
                                                })));
    }

    /** Makes the folders that the local PersistentVolumes stand for, as an administrator does. */
    void makeLocalFolders() {
        for (Manifests manifests : applied) {
            for (HasMetadata object : manifests.objects()) {
                if (object instanceof PersistentVolume volume) {
                    kubelets.node().output("mkdir", "-p", volume.getSpec().getLocal().getPath());
                }
            }
        }
    }

    /** An object by its kind and its name. */
    <T extends HasMetadata> T object(Class<T> type, String name) {
        return applied.stream()
                .flatMap(manifests -> manifests.objects().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> missing(type.getSimpleName() + " " + name));
    }

    /** A pod as it was created last, by the name in its manifest. */
    Pod pod(String name) {
        return applied.stream()
                .filter(manifests -> manifests.pods().containsKey(name))
                .map(manifests -> manifests.pod(name))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> missing("pod " + name));
    }

    /** A volume of a pod, as the API server has it, with its defaults. */
    Volume volume(String pod, String name) {
        return pod(pod).getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> missing("volume " + name + " of the pod " + pod));
    }

    /**
     * What a container of a pod found in its volumes.
     *
     * @throws AssertionError if the pod does not get its volumes, or the container does not run
     */
    ContainerReport report(String pod, String container) {
        return pods().container(prepared(pod), container).awaitReport();
    }

    /**
     * A pod whose volumes are there; where they are not in time, nobody waits for them again.
     *
     * @throws AssertionError if they are not, with the pod's events
     */
    Pod prepared(String pod) {
        Once<Pod> ready = prepared.get(pod);
        if (ready == null) {
            throw missing("pod " + pod);
        }
        return ready.get();
    }

    Pods pods() {
        return kubelets.cluster().pods();
    }

    private static TckException missing(String what) {
        return TckException.of("find " + what).found("No manifest of this suite has it.").error();
    }

    @Override
    public void close() {
        for (int i = applied.size() - 1; i >= 0; i--) {
            applied.get(i).close();
        }
    }
}
