package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.evidence.MountAttempt;
import io.rootlesstck.node.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Waits until events tell that a node refuses a pod, or one of its volumes. */
final class Refusals {
    /** gRPC's words where a runtime is just being started anew: the kubelet tries again. */
    private static final Pattern RUNTIME_IS_AWAY =
            Pattern.compile("code = Unavailable.*(/(containerd/containerd|crio/crio)\\.sock|EOF)");

    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(45);

    private final Pods pods;

    Refusals(Pods pods) {
        this.pods = pods;
    }

    /** See {@link Pods#awaitRefusal}. */
    String await(Pod pod, String text) {
        AtomicReference<@Nullable String> refusal = new AtomicReference<>();
        Seldom requireDaemons = Seldom.later(() -> pods.requireDaemons(pod));
        try {
            Waits.until(
                    "an event of the pod %s to say \"%s\"".formatted(Pods.name(pod), text),
                    REFUSAL_LIMIT,
                    () -> {
                        requireDaemons.run();
                        refusal.set(
                                pods.events(pod).stream()
                                        .filter(event -> event.contains(text))
                                        .findFirst()
                                        .orElse(null));
                        if (refusal.get() == null && "Running".equals(Pods.phase(pods.get(pod)))) {
                            throw new AssertionError(
                                    "Expecting the pod %s to be refused with%n  %s%nbut it runs."
                                            .formatted(Pods.name(pod), text));
                        }
                        return refusal.get() != null;
                    });
        } catch (Waits.TimeOver e) {
            throw new AssertionError(
                    "Expecting the pod %s to be refused with%n  %s%nbut in %d s its events were:%n  %s"
                            .formatted(
                                    Pods.name(pod),
                                    text,
                                    REFUSAL_LIMIT.toSeconds(),
                                    String.join("\n  ", pods.events(pod))),
                    e);
        }
        return Objects.requireNonNull(refusal.get());
    }

    /** See {@link Pods#refusal}. */
    Optional<String> orRunning(Pod pod) {
        AtomicReference<@Nullable String> refusal = new AtomicReference<>();
        // By itself the kubelet tries again after 10 to 15 s.
        Seldom tryAgain = Seldom.fromNow(() -> pods.touch(pod));
        try {
            Waits.until(
                    "the pod %s to run or to be refused".formatted(Pods.name(pod)),
                    Pods.LIMIT,
                    () -> {
                        List<String> failures =
                                pods.events(pod).stream()
                                        .filter(event -> event.startsWith("Failed"))
                                        .toList();
                        refusal.set(
                                failures.stream()
                                        .filter(event -> !RUNTIME_IS_AWAY.matcher(event).find())
                                        .findFirst()
                                        .orElse(null));
                        if (refusal.get() != null || "Running".equals(Pods.phase(pods.get(pod)))) {
                            return true;
                        }
                        if (!failures.isEmpty()) {
                            tryAgain.run();
                        }
                        return false;
                    });
        } catch (Waits.TimeOver e) {
            throw new AssertionError(
                    "Expecting the pod %s to run or to be refused, but: %s"
                            .formatted(Pods.name(pod), Pods.status(pods.get(pod))),
                    e);
        }
        return Optional.ofNullable(refusal.get());
    }

    /** See {@link Pods#mountAttempt}. */
    MountAttempt mountAttempt(Pod pod, String volume) {
        String what = "the volume %s of the pod %s".formatted(volume, Pods.name(pod));
        List<String> refusals = new ArrayList<>();
        Seldom requireDaemons = Seldom.later(() -> pods.requireDaemons(pod));
        try {
            Waits.until(
                    what + " to be mounted or refused",
                    Pods.LIMIT,
                    () -> {
                        requireDaemons.run();
                        refusals.addAll(mountFailures(pod, volume));
                        return !refusals.isEmpty() || "Running".equals(Pods.phase(pods.get(pod)));
                    });
        } catch (Waits.TimeOver e) {
            throw new AssertionError(
                    "Expecting %s to be mounted or refused within %d s, but: %s%nIts events:%n%s"
                            .formatted(
                                    what,
                                    Pods.LIMIT.toSeconds(),
                                    Pods.status(pods.get(pod)),
                                    pods.events(pod)),
                    e);
        }
        return refusals.isEmpty()
                ? MountAttempt.mounted(what, "")
                : MountAttempt.refused(what, String.join("\n", refusals));
    }

    /** The kubelet also tells of volumes it still waits for; that is no word about this one. */
    private List<String> mountFailures(Pod pod, String volume) {
        return pods.events(pod).stream()
                .filter(
                        event ->
                                event.startsWith("FailedMount: ")
                                        || event.startsWith("FailedMapVolume: "))
                .filter(event -> event.contains("for volume \"" + volume + "\""))
                .toList();
    }
}
