package io.rootlesstck.conformance;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.rootlesstck.cluster.Manifests;
import io.rootlesstck.evidence.MountAttempt;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;

/** A pod with the persistent volume of a scenario, on a node that is equipped as it says. */
record RefusedVolume(
        Kubelets kubelets, RootlessNode node, Manifests objects, PersistentVolume volume)
        implements AutoCloseable {
    static RefusedVolume of(Kubelets kubelets, Scenario scenario) {
        RootlessNode node = kubelets.node();
        node.equip(scenario.node());
        Manifests objects = kubelets.apply(scenario, "volume");
        return new RefusedVolume(
                kubelets,
                node,
                objects,
                objects.objects().stream()
                        .filter(PersistentVolume.class::isInstance)
                        .map(PersistentVolume.class::cast)
                        .findFirst()
                        .orElseThrow());
    }

    /** What the kubelet made of it. */
    MountAttempt attempt() {
        return kubelets.cluster()
                .pods()
                .mountAttempt(
                        objects.pods().values().iterator().next(), volume.getMetadata().getName());
    }

    @Override
    public void close() {
        objects.close();
    }
}
