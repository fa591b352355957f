package io.rootlesstck.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.rootlesstck.node.Waits;
import java.net.HttpURLConnection;
import java.time.Duration;

/** Changes of objects that the kubelet and the controllers change as well. */
final class Conflicts {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Conflicts() {}

    /**
     * Makes a change anew, from the object as it is then, for as long as another's comes between
     * its reading and its writing (client-go: RetryOnConflict).
     *
     * @param object what is changed, for the message
     * @throws Waits.TimeOver if each was answered with a conflict
     * @throws KubernetesClientException if the change is refused for another reason
     */
    static void retry(String object, Runnable change) {
        Waits.until(
                "a change of %s that no other one crosses".formatted(object),
                LIMIT,
                () -> {
                    try {
                        change.run();
                        return true;
                    } catch (KubernetesClientException e) {
                        if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                            return false;
                        }
                        throw e;
                    }
                });
    }
}
