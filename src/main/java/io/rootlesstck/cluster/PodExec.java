package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.rootlesstck.base.TckException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that ran in a pod's first container, through the API server and the kubelet.
 *
 * @param exit its exit code
 * @param out what it wrote
 * @param err what it wrote to its error stream
 */
public record PodExec(List<String> argv, int exit, String out, String err) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * Runs a program and waits for its end. An argument vector, never a shell line.
     *
     * @throws TckException if it cannot be run, or does not end in time
     */
    public static PodExec run(Cluster cluster, Pod pod, String... argv) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ExecWatch watch =
                cluster.client()
                        .pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .writingOutput(out)
                        .writingError(err)
                        .exec(argv)) {
            int exit = watch.exitCode().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return new PodExec(List.of(argv), exit, utf8(out), utf8(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(pod, e, argv);
        } catch (ExecutionException | TimeoutException e) {
            throw failed(pod, e, argv);
        }
    }

    /** Whether it exited with 0. */
    public boolean ok() {
        return exit == 0;
    }

    /** What it was and what it said, for a person. */
    @Override
    public String toString() {
        return "`%s` exited with %d: %s"
                .formatted(String.join(" ", argv), exit, (out + err).strip());
    }

    private static String utf8(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static TckException failed(Pod pod, Exception e, String... argv) {
        return TckException.of(
                        "run `%s` in the pod %s"
                                .formatted(String.join(" ", argv), pod.getMetadata().getName()))
                .found(String.valueOf(e))
                .cause(e)
                .error();
    }
}
