package io.rootlesstck.junit.live;

import io.rootlesstck.evidence.EvidenceDir;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.node.TckContainer;
import org.jspecify.annotations.Nullable;

/** What is kept of the node after a test: logs, the files in use, namespaces, its Node object. */
final class NodeEvidence {
    private static final String[] FILES = {
        "/proc/self/uid_map",
        "/proc/self/gid_map",
        "/proc/version",
        "/sys/fs/cgroup/cgroup.controllers",
        "/etc/kubernetes/kubelet.yaml",
        "/etc/kubernetes/kubelet.conf.d/10-tck.conf",
        "/etc/containerd/config.toml"
    };

    private final Kubelets kubelets;

    NodeEvidence(Kubelets kubelets) {
        this.kubelets = kubelets;
    }

    void keep(EvidenceDir folder, @Nullable Throwable failure) {
        RootlessNode node = kubelets.node();
        folder.write("kubelet.log", logOf(node, "kubelet"));
        if (failure == null) {
            return;
        }
        folder.write("failure.txt", failure.toString());
        folder.write("containerd.log", logOf(node, "containerd"));
        folder.write(
                "kube-apiserver.log", logOf(kubelets.cluster().controlPlane(), "kube-apiserver"));
        for (String file : FILES) {
            folder.write(file.substring(file.lastIndexOf('/') + 1), textOf(node.run("cat", file)));
        }
        folder.write("processes.txt", textOf(node.run("ps", "axf", "-o", "pid,ppid,etimes,args")));
        folder.write("events.txt", kubelets.cluster().events());
        folder.write("node.yaml", kubelets.cluster().describe(node));
    }

    private static String logOf(TckContainer<?> container, String daemon) {
        return textOf(container.run("cat", "/run/tck/" + daemon + "/log"));
    }

    private static String textOf(org.testcontainers.containers.Container.ExecResult result) {
        return result.getStdout() + result.getStderr();
    }
}
