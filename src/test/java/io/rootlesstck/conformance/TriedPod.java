package io.rootlesstck.conformance;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.PodCgroup;
import io.rootlesstck.node.Processes;
import io.rootlesstck.node.RootlessNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of a pod that was tried on a node; it is gone again.
 *
 * @param refusal the event that says why it does not run, or nothing if it ran
 * @param rootFilesystem the type of the filesystem that its process had as its root
 * @param oomScoreAdj of its process
 * @param cgroup the path of the cgroup that the kubelet made for it
 * @param processCgroup the path of the one that its process is in, as the node sees it
 * @param unit what systemd says of the unit of that cgroup, or why it says nothing
 * @param runtimeLog what the node's runtime had written by then
 */
record TriedPod(
        Optional<String> refusal,
        String rootFilesystem,
        String oomScoreAdj,
        String cgroup,
        String processCgroup,
        String unit,
        String runtimeLog) {

    /** The root filesystem that the kernel's own overlayfs makes. */
    static final String OVERLAY = "overlay";

    /** The one that fuse-overlayfs makes. */
    static final String FUSE_OVERLAY = "fuse.fuse-overlayfs";

    /** Tries the pod of the page's own configuration. */
    static TriedPod on(Kubelets kubelets, RootlessNode node) {
        return on(kubelets, node, Kubelets.manifest(kubelets.documented(), "worker"));
    }

    static TriedPod on(Kubelets kubelets, RootlessNode node, Path manifest) {
        Pods pods = kubelets.cluster().pods();
        Pod pod = pods.create(manifest, node);
        try {
            Optional<String> refusal = pods.refusal(pod);
            return refusal.isPresent()
                    ? new TriedPod(refusal, "", "", "", "", "", node.runtime().log())
                    : seen(node, pod.getMetadata().getUid());
        } finally {
            pods.delete(pod);
        }
    }

    private static TriedPod seen(RootlessNode node, String uid) {
        PodCgroup cgroup = PodCgroup.of(node, uid);
        long process = Processes.ofPod(node, uid);
        String slice = cgroup.path().substring(cgroup.path().lastIndexOf('/') + 1);
        var unit = node.run("systemctl", "show", "--property=ActiveState,Transient", slice);
        return new TriedPod(
                Optional.empty(),
                Processes.rootFilesystem(node, process),
                node.read("/proc/" + process + "/oom_score_adj").strip(),
                cgroup.path(),
                Processes.cgroup(node, process),
                unit.getStdout() + unit.getStderr(),
                node.runtime().log());
    }
}
