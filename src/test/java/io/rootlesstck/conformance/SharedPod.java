package io.rootlesstck.conformance;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.PodCgroup;
import java.nio.file.Path;

/** A running pod that the tests of a class share; gone after it. */
record SharedPod(Pods pods, Pod pod, PodCgroup cgroup) implements AutoCloseable {
    static SharedPod start(Kubelets kubelets, Path manifest) {
        Pods pods = kubelets.cluster().pods();
        Pod pod = pods.create(manifest, kubelets.node());
        boolean runs = false;
        try {
            String uid = pods.awaitRunning(pod).getMetadata().getUid();
            SharedPod shared = new SharedPod(pods, pod, PodCgroup.of(kubelets.node(), uid));
            runs = true;
            return shared;
        } finally {
            if (!runs) {
                pods.delete(pod);
            }
        }
    }

    @Override
    public void close() {
        pods.delete(pod);
    }
}
