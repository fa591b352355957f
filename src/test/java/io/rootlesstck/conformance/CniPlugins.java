package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.Needs;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.testcontainers.utility.MountableFile;

/** "Caveats": some CNI plugins may not work. */
@RootlessKubernetes
@Order(61)
@DisplayName("Caveats: CNI plugins")
class CniPlugins {
    private static final String EBPF = "network/cni-ebpf";
    private static final String PROGRAM = "ebpf/load.pl";

    @Needs(Need.OWN_NODE)
    @Claim(value = "network.cni.bridge", scenario = "network/cni-bridge")
    void bridgeConnectsPods(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        assertThat(kubelets.running(kubelets.documented())).isReady(); // its very files
        Pods pods = kubelets.cluster().pods();
        Pod one = kubelets.createPod(scenario, "peer");
        Pod other = kubelets.createPod(scenario, "peer");
        try {
            pods.awaitRunning(one);
            Pod server = pods.awaitRunning(other);
            pods.awaitLog(other, " -");
            report.measured("podIP", server.getStatus().getPodIP());
            assertThat(fetchName(kubelets, one, server)).wrote(server.getMetadata().getName());
        } finally {
            pods.delete(one);
            pods.delete(other);
        }
    }

    private static PodExec fetchName(Kubelets kubelets, Pod from, Pod server) {
        return PodExec.run(
                kubelets.cluster(),
                from,
                "wget",
                "-q",
                "-T",
                "3",
                "-O",
                "-",
                "http://%s:8080/name".formatted(server.getStatus().getPodIP()));
    }

    @Control(value = "network.cni.bridge", scenario = "network/cni-plugin-missing")
    void nothingConnectsPodsWithoutThePlugin(
            Kubelets kubelets, Scenario scenario, PageClaim claim, Cell cell, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(kubelets.scenario("network/cni-bridge"), "peer");
        try {
            Optional<String> refusal = pods.refusal(pod);
            report.measured("pod", refusal.orElse("runs"));
            assertThat(refusal.orElse("the pod runs"))
                    .contains(claim.texts("refused", cell.kubernetes()));
        } finally {
            pods.delete(pod);
        }
    }

    @Claim(
            value = {"network.cni.bpffs", "network.cni.ebpf"},
            scenario = EBPF)
    void isRefusedWhatItDoesFirst(
            TestScope scope,
            Kubelets kubelets,
            Scenario scenario,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        String log = scope.perClass("agent", String.class, () -> agentsLog(kubelets, scenario));
        report.evidence("agent.log", log);
        Optional<String> done =
                claim.texts("done", cell.kubernetes()).stream().filter(log::contains).findFirst();
        if (done.isPresent()) {
            report.drifted(
                    "in the node's user namespace a privileged pod says \"%s\""
                            .formatted(done.get()));
            return;
        }
        assertThat(log).contains(claim.texts("refused", cell.kubernetes()));
    }

    @Control(
            value = {"network.cni.bpffs", "network.cni.ebpf"},
            scenario = EBPF)
    void isNotRefusedToRootOfTheHost(
            Host host, Scenario scenario, PageClaim claim, Cell cell, ClaimReport report)
            throws IOException {
        HostRoot root = host.root().orElseThrow();
        String said =
                claim.id().equals("network.cni.bpffs")
                        ? mountedByRoot(root)
                        : root.run("perl", "-e", Files.readString(scenario.dir().resolve(PROGRAM)))
                                .orThrow("load an eBPF program as root of the host")
                                .out();
        report.evidence("root.log", said);
        assertThat(said).contains(claim.texts("done", cell.kubernetes()));
    }

    private static String mountedByRoot(HostRoot root) {
        String folder = "/run/tck-bpffs"; // of the kit's own host
        root.run("mkdir", "-p", folder).orThrow("make a folder on the host");
        root.run("mount", "-t", "bpf", "bpf", folder).orThrow("mount bpffs as root of the host");
        root.run("umount", folder).orThrow("unmount bpffs");
        return "bpffs: mounted";
    }

    private static String agentsLog(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.running(kubelets.documented())).isReady(); // its very files
        Path program = scenario.dir().resolve(PROGRAM);
        kubelets.node().copyFileToContainer(MountableFile.forHostPath(program), "/etc/tck/load.pl");
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(scenario, "agent");
        try {
            pods.awaitEnd(pod);
            return pods.log(pod);
        } finally {
            pods.delete(pod);
        }
    }
}
