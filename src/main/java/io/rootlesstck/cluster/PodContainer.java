package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.node.Waits;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One container of a pod. */
public final class PodContainer {
    /** Why a container waits when it could not be started; others mean that it is on its way. */
    private static final Set<String> NOT_STARTED =
            Set.of(
                    "CrashLoopBackOff",
                    "CreateContainerConfigError",
                    "CreateContainerError",
                    "ErrImageNeverPull",
                    "RunContainerError");

    /** Why a container has ended that never ran. */
    private static final Set<String> NEVER_RAN = Set.of("StartError", "ContainerCannotRun");

    /** Longer than for a pod: its status tells of its containers only when all were started. */
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private final Pods pods;
    private final Pod pod;
    private final String name;

    PodContainer(Pods pods, Pod pod, String name) {
        this.pods = pods;
        this.pod = pod;
        this.name = name;
    }

    /** What it wrote, read through the kubelet. */
    public String log() {
        return pods.client()
                .pods()
                .inNamespace(Pods.NAMESPACE)
                .withName(Pods.name(pod))
                .inContainer(name)
                .getLog();
    }

    /**
     * Waits until it has written its report.
     *
     * @throws AssertionError if it ends before, cannot be started, or does not do so in time
     */
    public ContainerReport awaitReport() {
        return awaitReport(0);
    }

    /**
     * Waits until it was started again and has written its report anew.
     *
     * @param restarts how often it was started again, at least
     * @throws AssertionError if it ends before, cannot be started, or does not do so in time
     */
    public ContainerReport awaitReport(int restarts) {
        return awaitReport(restarts, () -> {});
    }

    /**
     * Waits until it has written its report, and makes the kubelet look at the pod again and again
     * until then: an update of a volume would else wait for the pod's next turn, which takes more
     * than a minute.
     *
     * @throws AssertionError if it ends before, cannot be started, or does not do so in time
     */
    public ContainerReport awaitReportOfUpdate() {
        // Again and again: the kubelet may look before it has heard of the new content.
        Seldom touch = Seldom.fromNow(() -> pods.touch(pod));
        return awaitReport(0, touch::run);
    }

    private ContainerReport awaitReport(int restarts, Runnable meanwhile) {
        AtomicReference<@Nullable ContainerReport> report = new AtomicReference<>();
        await(
                "report",
                restarts,
                status -> {
                    meanwhile.run();
                    if (hasRun(status)) {
                        ContainerReport.of(log()).ifPresent(report::set);
                    }
                    return report.get() != null;
                });
        return Objects.requireNonNull(report.get());
    }

    /**
     * Waits until it has written a text, and gives all that it wrote.
     *
     * @throws AssertionError if it ends before, cannot be started, or does not do so in time
     */
    public String awaitLog(String text) {
        await("write \"" + text + "\"", 0, status -> hasRun(status) && log().contains(text));
        return log();
    }

    private void await(String what, int restarts, Predicate<ContainerStatus> condition) {
        String described = "the container %s of %s to %s".formatted(name, Pods.name(pod), what);
        Seldom requireDaemons = Seldom.later(() -> pods.requireDaemons(pod));
        try {
            Waits.until(
                    described,
                    LIMIT,
                    () -> {
                        requireDaemons.run();
                        Optional<ContainerStatus> status =
                                status(pods.get(pod))
                                        .filter(seen -> seen.getRestartCount() >= restarts);
                        if (status.isEmpty() || condition.test(status.get())) {
                            return status.isPresent();
                        }
                        failure(status.get())
                                .ifPresent(
                                        failure -> {
                                            throw new AssertionError(
                                                    "Expecting %s but %s"
                                                            .formatted(described, failure));
                                        });
                        return false;
                    });
        } catch (Waits.TimeOver e) {
            throw new AssertionError(
                    "Expecting %s within %d s but it did not: %s%nIts events:%n%s"
                            .formatted(
                                    described,
                                    LIMIT.toSeconds(),
                                    Pods.status(pods.get(pod)),
                                    String.join("\n", pods.events(pod))),
                    e);
        }
    }

    private Optional<ContainerStatus> status(Pod seen) {
        return seen.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(name))
                .findFirst();
    }

    private static boolean hasRun(ContainerStatus status) {
        ContainerState state = status.getState();
        return state != null
                && (state.getRunning() != null
                        || (state.getTerminated() != null
                                && !NEVER_RAN.contains(
                                        String.valueOf(state.getTerminated().getReason()))));
    }

    /** Why a container has ended or cannot be started; nothing while there is hope. */
    private static Optional<String> failure(ContainerStatus status) {
        ContainerState state = status.getState();
        if (state == null) {
            return Optional.empty();
        }
        ContainerStateTerminated ended = state.getTerminated();
        if (ended != null) {
            return Optional.of(
                    "it ended with exit code %d: %s %s"
                            .formatted(
                                    ended.getExitCode(),
                                    ended.getReason(),
                                    Objects.requireNonNullElse(ended.getMessage(), "")));
        }
        ContainerStateWaiting waiting = state.getWaiting();
        return waiting != null && NOT_STARTED.contains(String.valueOf(waiting.getReason()))
                ? Optional.of(
                        "it cannot be started: %s %s"
                                .formatted(waiting.getReason(), waiting.getMessage()))
                : Optional.empty();
    }
}
