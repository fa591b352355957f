package io.rootlesstck.junit.live;

import io.rootlesstck.evidence.EvidenceDir;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.testcontainers.containers.Container.ExecResult;

/** What is kept of the node after a test: logs, the files in use, namespaces, its Node object. */
final class NodeEvidence {
    private static final String[] FILES = {
        "/proc/self/uid_map",
        "/proc/self/gid_map",
        "/proc/version",
        "/sys/fs/cgroup/cgroup.controllers",
        "/etc/kubernetes/kubelet.conf.d/10-tck.conf"
    };

    private final Kubelets kubelets;
    private boolean first = true;

    NodeEvidence(Kubelets kubelets) {
        this.kubelets = kubelets;
    }

    /**
     * Keeps the kubelet's log and the files it was given; where a test failed, and the first time,
     * all the rest.
     */
    void keep(TestScope scope, @Nullable Throwable failure) {
        EvidenceDir folder = scope.evidence();
        folder.write("kubelet.log", logOf(kubelets.node(), "kubelet"));
        if (scope.scenario().filter(NodeEvidence::isOfProxy).isPresent()) {
            folder.write("kube-proxy.log", logOf(kubelets.node(), "kube-proxy"));
        }
        scope.scenario()
                .ifPresent(
                        scenario ->
                                scenario.files()
                                        .forEach(
                                                (name, text) ->
                                                        folder.write("used-" + name, text)));
        if (failure != null) {
            folder.write("failure.txt", failure.toString());
        }
        // What was not run has changed nothing that could be looked at.
        if (first || (failure != null && !(failure instanceof TestAbortedException))) {
            first = false;
            keepAll(folder);
        }
    }

    private static boolean isOfProxy(Scenario scenario) {
        return scenario.files().containsKey("kube-proxy.yaml");
    }

    private void keepAll(EvidenceDir folder) {
        RootlessNode node = kubelets.node();
        folder.write("events.txt", kubelets.cluster().events());
        folder.write("node.yaml", kubelets.cluster().describe(node));
        if (!node.isReachable()) {
            return;
        }
        String runtime = node.runtime().name();
        folder.write(runtime + ".log", logOf(node, runtime));
        folder.write("kube-apiserver.log", kubelets.cluster().apiServerLog());
        for (String file : FILES) {
            folder.write(file.substring(file.lastIndexOf('/') + 1), textOf(node.run("cat", file)));
        }
        folder.write("processes.txt", textOf(node.run("ps", "axf", "-o", "pid,ppid,etimes,args")));
    }

    private static String logOf(RootlessNode node, String daemon) {
        return node.isReachable()
                ? node.daemon(daemon).logOrNone()
                : "the kit was not told the node's container";
    }

    private static String textOf(ExecResult result) {
        return result.getStdout() + result.getStderr();
    }
}
