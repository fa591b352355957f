package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.rootlesstck.cluster.Manifests;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.Proxies;
import io.rootlesstck.scenario.Scenario;

/**
 * A Service whose one pod is on the second node of a pair, and kube-proxy with the page's file on
 * the first.
 */
record FarService(Manifests manifests, Proxies proxies) implements AutoCloseable {
    /**
     * Starts it.
     *
     * @param scenario has its manifest in its folder {@code pods}
     */
    static FarService start(
            Kubelets kubelets, Proxies proxies, Scenario scenario, FlannelPair.Peer far) {
        assertThat(proxies.running(proxies.documented())).isReady();
        Manifests manifests =
                kubelets.cluster().apply(Kubelets.manifest(scenario, "far"), far.node());
        boolean runs = false;
        try {
            kubelets.cluster().pods().awaitRunning(manifests.pod("far"));
            runs = true;
            return new FarService(manifests, proxies);
        } finally {
            if (!runs) {
                manifests.close();
            }
        }
    }

    /** The name of its pod. */
    String podName() {
        return podName(manifests);
    }

    /** Its cluster IP. */
    String clusterIp() {
        return clusterIp(manifests);
    }

    static String podName(Manifests manifests) {
        return manifests.pod("far").getMetadata().getName();
    }

    static String clusterIp(Manifests manifests) {
        return manifests.objects().stream()
                .filter(Service.class::isInstance)
                .map(object -> ((Service) object).getSpec().getClusterIP())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        manifests.close();
        proxies.stopAndCleanUp();
    }
}
