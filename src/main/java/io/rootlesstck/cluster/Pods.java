package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.rootlesstck.evidence.MountAttempt;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods made of manifests, bound to a node by name, so that no scheduler has a say. */
public final class Pods {
    /** Where objects go that name no namespace. */
    static final String NAMESPACE = "default";

    static final Duration LIMIT = Duration.ofSeconds(90);

    private final Cluster cluster;
    private final Refusals refusals = new Refusals(this);

    Pods(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Creates the pod of a manifest on a node. It may not be running yet.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses it
     */
    public Pod create(Path manifest, RootlessNode node) {
        try (InputStream in = Files.newInputStream(manifest)) {
            return create(client().pods().load(in).item(), node);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest, e);
        }
    }

    /** Creates a pod, on the node that it names, else on the given one. */
    Pod create(Pod manifested, RootlessNode node) {
        cluster.requireWorkload(node);
        awaitServiceAccount();
        Pod pod =
                new PodBuilder(manifested)
                        .editMetadata()
                        .withNamespace(NAMESPACE)
                        // One manifest may make several pods at a time.
                        .withGenerateName(name(manifested) + "-")
                        .withName(null)
                        .endMetadata()
                        .editSpec()
                        .withNodeName(
                                Objects.requireNonNullElse(
                                        manifested.getSpec().getNodeName(), node.name()))
                        .endSpec()
                        .build();
        return client().resource(pod).fieldValidation(FieldValidateable.Validation.STRICT).create();
    }

    /** A pod as the API server has it now. */
    public Pod get(Pod pod) {
        return client().pods().inNamespace(NAMESPACE).withName(name(pod)).require();
    }

    /**
     * Waits until a pod's containers run.
     *
     * @throws AssertionError if it fails or is not running in time: that is what the page promises,
     *     so it is no error of the kit
     * @throws io.rootlesstck.base.TckException if its node's runtime or kubelet has ended
     */
    public Pod awaitRunning(Pod pod) {
        return await(pod, "run", seen -> "Running".equals(phase(seen)));
    }

    /**
     * Waits until a pod's containers have ended, well or not.
     *
     * @throws AssertionError if it does not end in time
     */
    public Pod awaitEnd(Pod pod) {
        return await(
                pod,
                "end",
                seen -> "Succeeded".equals(phase(seen)) || "Failed".equals(phase(seen)));
    }

    private interface Condition {
        boolean holds(Pod pod);
    }

    private Pod await(Pod pod, String what, Condition condition) {
        Seldom requireDaemons = Seldom.later(() -> requireDaemons(pod));
        try {
            Waits.until(
                    "the pod %s to %s".formatted(name(pod), what),
                    LIMIT,
                    () -> {
                        requireDaemons.run();
                        Pod seen = get(pod);
                        if (!condition.holds(seen) && "Failed".equals(phase(seen))) {
                            throw new AssertionError(
                                    "Expecting the pod %s to %s but it failed: %s"
                                            .formatted(name(pod), what, status(seen)));
                        }
                        return condition.holds(seen);
                    });
        } catch (Waits.TimeOver e) {
            throw new AssertionError(
                    "Expecting the pod %s to %s within %d s but it did not: %s%nIts events:%n%s"
                            .formatted(
                                    name(pod),
                                    what,
                                    LIMIT.toSeconds(),
                                    status(get(pod)),
                                    events(pod)),
                    e);
        }
        return get(pod);
    }

    /** A pod on a node whose daemons ended would be waited for in vain. */
    void requireDaemons(Pod pod) {
        for (RootlessNode node : cluster.nodes()) {
            if (node.name().equals(pod.getSpec().getNodeName())) {
                node.runtime().requireAlive();
                node.kubelet().requireAlive();
            }
        }
    }

    /** What a pod's first container wrote, read through the kubelet. */
    public String log(Pod pod) {
        return client().pods().inNamespace(NAMESPACE).withName(name(pod)).getLog();
    }

    /**
     * Waits until the first container of a pod that runs ({@link #awaitRunning}) has written a
     * text, and gives all that it wrote.
     *
     * @throws AssertionError if it does not in time
     */
    public String awaitLog(Pod pod, String text) {
        try {
            Waits.until(
                    "the pod %s to write \"%s\"".formatted(name(pod), text),
                    LIMIT,
                    () -> log(pod).contains(text));
        } catch (Waits.TimeOver e) {
            throw new AssertionError(
                    "Expecting the pod %s to write \"%s\" but it wrote:%n%s"
                            .formatted(name(pod), text, log(pod)),
                    e);
        }
        return log(pod);
    }

    /** A container of a pod. */
    public PodContainer container(Pod pod, String container) {
        return new PodContainer(this, pod, container);
    }

    /**
     * Waits until a node has all that a pod's containers need, its volumes above all, and begins to
     * start one of them. (A pod's status tells of its containers only when all were started.)
     *
     * @throws AssertionError if it does not in time, with the pod's events
     */
    public void awaitPrepared(Pod pod) {
        AtomicBoolean aboutToStart = new AtomicBoolean();
        Seldom look = Seldom.fromNow(() -> aboutToStart.set(isAboutToStart(pod)));
        await(
                pod,
                "have its volumes",
                seen -> {
                    look.run();
                    return aboutToStart.get();
                });
    }

    /** Whether there are events about one of its containers, and not only about the pod. */
    private boolean isAboutToStart(Pod pod) {
        return eventsAbout(pod).anyMatch(event -> event.getInvolvedObject().getFieldPath() != null);
    }

    /**
     * Waits until an event says of a pod that it is refused, in these words.
     *
     * @return the event's line
     * @throws AssertionError if it runs, or no event says so in time
     */
    public String awaitRefusal(Pod pod, String text) {
        return refusals.await(pod, text);
    }

    /**
     * Makes the kubelet look at a pod now, and not only when its next turn comes: it does so
     * whenever the object changes.
     */
    public void touch(Pod pod) {
        Conflicts.retry(
                "the pod " + name(pod),
                () ->
                        client().pods()
                                .inNamespace(NAMESPACE)
                                .withName(name(pod))
                                .edit(
                                        seen ->
                                                new PodBuilder(seen)
                                                        .editMetadata()
                                                        .addToAnnotations(
                                                                "rootless-tck/touched",
                                                                Instant.now().toString())
                                                        .endMetadata()
                                                        .build()));
    }

    /**
     * Asks the node to end a pod in its own time, and waits until it has: its containers are gone
     * and its volumes unmounted.
     */
    public void end(Pod pod) {
        client().pods().inNamespace(NAMESPACE).withName(name(pod)).delete();
        awaitGone(pod);
    }

    /** Deletes a pod and waits until it is gone; one that is gone already is no error. */
    public void delete(Pod pod) {
        client().pods().inNamespace(NAMESPACE).withName(name(pod)).withGracePeriod(0).delete();
        awaitGone(pod);
    }

    private void awaitGone(Pod pod) {
        Waits.until(
                "the pod %s to be gone".formatted(name(pod)),
                LIMIT,
                () -> client().pods().inNamespace(NAMESPACE).withName(name(pod)).get() == null);
    }

    /** The events about a pod, a line each. */
    public List<String> events(Pod pod) {
        return eventsAbout(pod)
                .map(event -> event.getReason() + ": " + event.getMessage())
                .toList();
    }

    private Stream<Event> eventsAbout(Pod pod) {
        return client()
                .v1()
                .events()
                .inNamespace(NAMESPACE)
                .withField("involvedObject.name", name(pod))
                .list()
                .getItems()
                .stream();
    }

    /**
     * Waits until a pod runs or is refused by its node.
     *
     * @return the event that says why it is refused, or nothing if it runs
     * @throws AssertionError if neither is the case in time
     */
    public Optional<String> refusal(Pod pod) {
        return refusals.orRunning(pod);
    }

    /**
     * Waits until the kubelet has mounted a pod's volume, or has said that it cannot.
     *
     * @param volume the name that the kubelet's events give it: the persistent volume's, or the
     *     pod's own
     * @throws AssertionError if neither is the case in time
     */
    public MountAttempt mountAttempt(Pod pod, String volume) {
        return refusals.mountAttempt(pod, volume);
    }

    private void awaitServiceAccount() {
        Waits.until(
                "the controller manager to make the default service account",
                LIMIT,
                () ->
                        client().serviceAccounts().inNamespace(NAMESPACE).withName("default").get()
                                != null);
    }

    static String status(Pod pod) {
        String containers =
                pod.getStatus().getContainerStatuses().stream()
                        .map(ContainerStatus::getState)
                        .map(String::valueOf)
                        .collect(Collectors.joining("; "));
        return "phase %s, reason %s, %s"
                .formatted(phase(pod), pod.getStatus().getReason(), containers);
    }

    static String phase(Pod pod) {
        return pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    }

    static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    KubernetesClient client() {
        return cluster.client();
    }
}
