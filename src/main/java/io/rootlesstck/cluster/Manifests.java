package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinityBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of a manifest file, in the cluster; gone again when closed.
 *
 * <p>The file may hold several documents of any kind, which are created in their order. What names
 * no namespace goes into {@code default}. A pod or a local volume that names no node is bound to
 * the given one. A pod gets a name of its own, so that one manifest can make several; all else
 * keeps its name.
 */
public final class Manifests implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String HOSTNAME = "kubernetes.io/hostname";

    private final Cluster cluster;
    private final Path file;

    /** By the names that they have in the file. */
    private final Map<String, Pod> pods = new LinkedHashMap<>();

    private final List<HasMetadata> objects = new ArrayList<>();

    private Manifests(Cluster cluster, Path file) {
        this.cluster = cluster;
        this.file = file;
    }

    /**
     * Creates all objects of a file. Pods may not be running yet.
     *
     * @throws io.rootlesstck.document.DocumentException naming the place in the file, if it is no
     *     manifest or the API server rejects it; nothing of the file is then left in the cluster
     */
    static Manifests apply(Cluster cluster, Path file, RootlessNode node) {
        List<ManifestDocument> documents = ManifestDocument.read(file);
        Manifests applied = new Manifests(cluster, file);
        boolean done = false;
        try {
            for (ManifestDocument document : documents) {
                applied.create(document, node);
            }
            done = true;
            return applied;
        } finally {
            if (!done) {
                applied.close();
            }
        }
    }

    /**
     * The objects of a file; nothing is created.
     *
     * @throws io.rootlesstck.document.DocumentException naming the place in the file, if it is no
     *     manifest
     */
    public static List<HasMetadata> read(Cluster cluster, Path file) {
        return ManifestDocument.read(file).stream()
                .map(document -> object(cluster, document))
                .toList();
    }

    private static HasMetadata object(Cluster cluster, ManifestDocument document) {
        return document.object(
                json ->
                        cluster.client()
                                .getKubernetesSerialization()
                                .unmarshal(json, HasMetadata.class));
    }

    private void create(ManifestDocument document, RootlessNode node) {
        HasMetadata object = object(cluster, document);
        if (object instanceof Namespaced && object.getMetadata().getNamespace() == null) {
            object.getMetadata().setNamespace(Pods.NAMESPACE);
        }
        try {
            if (object instanceof PersistentVolume volume) {
                bind(volume.getSpec(), node);
            }
            if (object instanceof Pod pod) {
                awaitClaims();
                Pod created = cluster.pods().create(pod, node);
                pods.put(document.name(), created);
                objects.add(created);
            } else {
                objects.add(
                        client().resource(object)
                                .fieldValidation(FieldValidateable.Validation.STRICT)
                                .create());
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() == 0) {
                throw e; // no answer at all: not the manifest's fault
            }
            throw document.rejected(e);
        }
    }

    /**
     * A kubelet that hears of a pod before the claim of its volume is bound looks again only after
     * 10 to 15 s.
     */
    private void awaitClaims() {
        for (HasMetadata object : objects) {
            if (object instanceof PersistentVolumeClaim claim
                    && claim.getSpec().getVolumeName() != null) {
                Waits.until(
                        "the claim %s to be bound".formatted(claim.getMetadata().getName()),
                        LIMIT,
                        () ->
                                "Bound"
                                        .equals(
                                                client().resource(claim)
                                                        .require()
                                                        .getStatus()
                                                        .getPhase()));
            }
        }
    }

    private static void bind(PersistentVolumeSpec volume, RootlessNode node) {
        if (volume.getLocal() != null && volume.getNodeAffinity() == null) {
            volume.setNodeAffinity(
                    new VolumeNodeAffinityBuilder()
                            .withNewRequired()
                            .addNewNodeSelectorTerm()
                            .addNewMatchExpression()
                            .withKey(HOSTNAME)
                            .withOperator("In")
                            .withValues(node.name())
                            .endMatchExpression()
                            .endNodeSelectorTerm()
                            .endRequired()
                            .build());
        }
    }

    /**
     * The pod of a manifest as it was created.
     *
     * @param name that it has in the file
     */
    public Pod pod(String name) {
        Pod pod = pods.get(name);
        if (pod == null) {
            throw new UsageException(
                    "%s has no pod named %s; it has %s.".formatted(file, name, pods.keySet()));
        }
        return pod;
    }

    /** The pods by the names that they have in the file, in its order. */
    public Map<String, Pod> pods() {
        return Collections.unmodifiableMap(pods);
    }

    /** All objects as they were created, in the order of the file. */
    public List<HasMetadata> objects() {
        return List.copyOf(objects);
    }

    /** Deletes all of them, the last one first; they go while others do something else. */
    public void delete() {
        for (int i = objects.size() - 1; i >= 0; i--) {
            client().resource(objects.get(i)).withGracePeriod(0).delete();
        }
    }

    /** Deletes all of them and waits until they are gone. */
    @Override
    public void close() {
        delete();
        for (HasMetadata object : objects) {
            Waits.until(
                    "%s %s to be gone".formatted(object.getKind(), object.getMetadata().getName()),
                    LIMIT,
                    () -> isGone(object));
        }
    }

    private boolean isGone(HasMetadata object) {
        HasMetadata found = client().resource(object).get();
        return found == null || !found.getMetadata().getUid().equals(object.getMetadata().getUid());
    }

    private KubernetesClient client() {
        return cluster.client();
    }
}
