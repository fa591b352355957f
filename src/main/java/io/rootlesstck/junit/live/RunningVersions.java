package io.rootlesstck.junit.live;

import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.component.Components;
import io.rootlesstck.node.RootlessNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions that ran, as the binaries on the node say them, not as they were asked for. */
final class RunningVersions {
    private RunningVersions() {}

    static SortedMap<String, String> of(Cluster cluster, RootlessNode node) {
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("kube-apiserver", cluster.client().getKubernetesVersion().getGitVersion());
        if (!node.isReachable()) {
            var info = cluster.node(node).getStatus().getNodeInfo();
            versions.put("kubelet", info.getKubeletVersion());
            versions.put("runtime", info.getContainerRuntimeVersion());
            return versions;
        }
        for (List<String> ask :
                List.of(
                        List.of("kubelet", "--version"),
                        List.of("kube-proxy", "--version"),
                        List.of("containerd", "--version"),
                        List.of("crio", "--version"),
                        List.of("conmon", "--version"),
                        List.of("runc", "--version"),
                        List.of("crun", "--version"))) {
            var said = node.run(ask.toArray(String[]::new));
            // In a crun cell containerd's runc is crun.
            boolean itself = !said.getStdout().startsWith("crun") || ask.get(0).equals("crun");
            if (said.getExitCode() == 0 && itself) {
                versions.put(ask.get(0), version(said.getStdout()));
            }
        }
        return versions;
    }

    /** The first thing that looks like a version, or all that was said where nothing does. */
    static String version(String said) {
        return Components.versionIn(said).orElseGet(said::strip);
    }
}
