package io.rootlesstck.conformance;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.rootlesstck.cluster.Manifests;
import io.rootlesstck.evidence.MountAttempt;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A pod with the persistent volume of a scenario, on a node that is equipped as it says. */
record RefusedVolume(Kubelets kubelets, Manifests objects, PersistentVolume volume)
        implements AutoCloseable {
    private static final String MANIFEST = "volume";

    /** The kernel tells it to those who may use its iSCSI, and nobody else. */
    private static final String HANDLE = "/sys/class/iscsi_transport/tcp/handle";

    /** What tests are done with, and what is waited for after all of them. */
    private record Leaving(List<Manifests> objects) implements AutoCloseable {
        @Override
        public void close() {
            objects.forEach(Manifests::close);
        }
    }

    static RefusedVolume of(Kubelets kubelets, Scenario scenario, TestScope scope) {
        kubelets.node().equip(scenario.node());
        Manifests objects = kubelets.apply(scenario, MANIFEST);
        scope.perClass("leaving", Leaving.class, () -> new Leaving(new ArrayList<>()))
                .objects()
                .add(objects);
        return new RefusedVolume(kubelets, objects, persistentVolume(objects.objects()));
    }

    /** The persistent volume of a scenario's manifest; nothing is created. */
    static PersistentVolume persistentVolume(Kubelets kubelets, Scenario scenario) {
        return persistentVolume(kubelets.read(scenario, MANIFEST));
    }

    private static PersistentVolume persistentVolume(Collection<HasMetadata> objects) {
        return objects.stream()
                .filter(PersistentVolume.class::isInstance)
                .map(PersistentVolume.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** What the kubelet made of it. */
    MountAttempt attempt() {
        MountAttempt attempt =
                kubelets.cluster()
                        .pods()
                        .mountAttempt(
                                objects.pods().values().iterator().next(),
                                volume.getMetadata().getName());
        // iscsiadm says the same of a kernel without iSCSI: the file itself tells them apart.
        return isIscsi() ? attempt.with(node().run("cat", HANDLE).getStderr()) : attempt;
    }

    /** The name of the error that the kernel gives the node, past every program and its words. */
    String errno() {
        if (isIscsi()) {
            return node().output("tck-errno", "read", HANDLE).strip();
        }
        return node().output(
                        "tck-errno",
                        "mount",
                        "nfs",
                        volume.getSpec().getNfs().getServer() + ":/data",
                        "/mnt",
                        "addr=" + volume.getSpec().getNfs().getServer())
                .strip();
    }

    private boolean isIscsi() {
        return volume.getSpec().getIscsi() != null;
    }

    private RootlessNode node() {
        return kubelets.node();
    }

    @Override
    public void close() {
        objects.delete();
    }
}
