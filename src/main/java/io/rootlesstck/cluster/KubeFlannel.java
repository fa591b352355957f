package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.rootlesstck.base.TckException;
import io.rootlesstck.node.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** Flannel as a DaemonSet, one pod of it a node. */
@API(status = API.Status.INTERNAL)
public final class KubeFlannel {
    private static final String NAMESPACE = "kube-flannel";
    private static final String APP = "flannel";
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private final KubernetesClient client;

    /** Describes that of a cluster. */
    public KubeFlannel(KubernetesClient client) {
        this.client = client;
    }

    /** Creates what its manifest has. */
    public void install(Path manifest) {
        try (InputStream in = Files.newInputStream(manifest)) {
            client.load(in).items().forEach(object -> client.resource(object).create());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest, e);
        }
    }

    /**
     * Waits until it has set the network of a node up.
     *
     * @throws TckException if it does not in time, with what its pod is at and wrote
     */
    public void awaitReady(String node) {
        awaitReady(node, "");
    }

    /** Has it start once more on a node, where what it set up stays. */
    public void restart(String node) {
        String before = pod(node).map(pod -> pod.getMetadata().getUid()).orElse("");
        pod(node).ifPresent(pod -> client.resource(pod).withGracePeriod(0).delete());
        awaitReady(node, before);
    }

    /** What flanneld wrote on a node; nothing where there is none. */
    public String log(String node) {
        try {
            return pod(node).map(pod -> client.pods().resource(pod).getLog()).orElse("");
        } catch (KubernetesClientException e) {
            return "no log: " + e.getMessage(); // its container was not started yet
        }
    }

    private void awaitReady(String node, String before) {
        String what = "Flannel to set the network of %s up".formatted(node);
        try {
            Waits.until(
                    what,
                    LIMIT,
                    () ->
                            pod(node)
                                    .filter(pod -> !pod.getMetadata().getUid().equals(before))
                                    .filter(Readiness::isPodReady)
                                    .isPresent());
        } catch (Waits.TimeOver e) {
            throw TckException.of("wait for %s within %d s".formatted(what, LIMIT.toSeconds()))
                    .found(
                            pod(node)
                                    .map(pod -> Pods.status(pod) + "\n" + log(node))
                                    .orElse("It has no pod there."))
                    .cause(e)
                    .error();
        }
    }

    private Optional<Pod> pod(String node) {
        List<Pod> pods =
                client.pods()
                        .inNamespace(NAMESPACE)
                        .withLabel("app", APP)
                        .withField("spec.nodeName", node)
                        .list()
                        .getItems();
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst();
    }
}
