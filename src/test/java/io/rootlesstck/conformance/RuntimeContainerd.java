package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.RuntimeRun;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.Needs;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.Runtimes;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** "Configuring CRI", containerd: its file, each key of it alone, and the snapshotters. */
@RootlessKubernetes
@Order(11)
@DisplayName("Configuring CRI: containerd")
class RuntimeContainerd {
    @Needs(Need.OWN_NODE)
    @Claim(value = "runtime.containerd.config.version-2", scenario = "kubelet/documented")
    void runsPodsWithTheDocumentedFile(Kubelets kubelets, Scenario scenario, TestScope scope) {
        assertThat(documentedPod(kubelets, scenario, scope).refusal()).isEmpty();
    }

    @Claim(value = "runtime.containerd.overlayfs", scenario = "kubelet/documented")
    void mountsOverlayfs(
            Kubelets kubelets, Scenario scenario, TestScope scope, ClaimReport report) {
        TriedPod pod = documentedPod(kubelets, scenario, scope);
        report.measured("rootFilesystem", pod.rootFilesystem());
        assertThat(pod.refusal()).isEmpty();
        assertThat(pod.rootFilesystem()).isEqualTo(TriedPod.OVERLAY);
    }

    @Claim(value = "runtime.containerd.config.version-3", scenario = "runtime/version-3")
    void runsPodsWithAFileOfVersion3(Kubelets kubelets, Runtimes runtimes, Scenario scenario) {
        assertThat(runtimes.run(scenario)).didAsExpected();
        assertThat(TriedPod.on(kubelets, runtimes.node()).refusal()).isEmpty();
    }

    @Claim(value = "runtime.containerd.fuse-overlayfs", scenario = "runtime/fuse-overlayfs")
    void mountsFuseOverlayfs(
            Kubelets kubelets, Runtimes runtimes, Scenario scenario, ClaimReport report) {
        assertThat(runtimes.run(scenario)).didAsExpected();
        TriedPod pod = TriedPod.on(kubelets, runtimes.node());
        report.measured("rootFilesystem", pod.rootFilesystem());
        assertThat(pod.refusal()).isEmpty();
        assertThat(pod.rootFilesystem()).isEqualTo(TriedPod.FUSE_OVERLAY);
    }

    /** HOLDS where no pod runs without the key; what else happens is told. */
    @Claim(value = "runtime.containerd.key.*", scenario = "runtime/without-*")
    void runsNoPodWithoutTheKey(
            Kubelets kubelets,
            Runtimes runtimes,
            Scenario scenario,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        RuntimeRun runtime = runtimes.run(scenario);
        assertThat(runtime).didAsExpected();
        TriedPod pod = TriedPod.on(kubelets, runtimes.node());
        String log = runtimes.node().runtime().log();
        report.evidence("containerd-without.log", log);
        report.measured("oomScoreAdj", pod.oomScoreAdj())
                .measured("hostHasAppArmor", hasAppArmor(runtimes.node()));
        if (LeftOut.isRequired(pod, claim, cell, report)) {
            return;
        }
        List<String> warnings =
                claim.texts("warning", cell.kubernetes()).stream().filter(log::contains).toList();
        LeftOut.isNotRequired(
                warnings.isEmpty() ? "redundant" : "advisory",
                "without it pods run as well, and containerd "
                        + (warnings.isEmpty() ? "says nothing of it" : "warns: " + warnings.get(0)),
                report);
    }

    @Claim(value = "runtime.containerd.systemd-cgroup", scenario = "runtime/systemd-cgroup")
    void runsNoPodWithTheSystemdDriverAlone(
            Kubelets kubelets,
            Scenario scenario,
            TestScope scope,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        SystemdDriver.requireUseless(
                SystemdDriver.inVain(kubelets, scenario, scope), claim, cell, report);
    }

    @Claim(value = "runtime.containerd.systemd-driver", scenario = "runtime/systemd")
    void worksWhereASystemdRuns(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        try (OtherNode other = SystemdDriver.node(kubelets, scenario, report)) {
            SystemdDriver.requireSlice(TriedPod.on(kubelets, other.node()), report);
        }
    }

    @Control(value = "runtime.containerd.config.*", scenario = "runtime/version-unknown")
    void endsWithAFileThatItCannotRead(
            Runtimes runtimes, Scenario scenario, PageClaim claim, Cell cell) {
        assertThat(runtimes.ended(scenario)).didAsExpected(claim, cell);
    }

    @Needs(Need.OWN_NODE)
    @Control(
            value = {"runtime.containerd.key.*", "runtime.containerd.systemd-cgroup"},
            scenario = "kubelet/documented")
    void runsPodsQuietlyWithAllKeys(
            Kubelets kubelets, Scenario scenario, TestScope scope, PageClaim claim, Cell cell) {
        TriedPod pod = documentedPod(kubelets, scenario, scope);
        assertThat(pod.refusal()).isEmpty();
        assertThat(claim.texts("warning", cell.kubernetes()))
                .allSatisfy(text -> assertThat(pod.runtimeLog()).doesNotContain(text));
    }

    @Control(value = "runtime.containerd.overlayfs", scenario = "runtime/overlayfs-on-overlayfs")
    void mountsNoOverlayfsOnAnother(
            Kubelets kubelets, Runtimes runtimes, Scenario scenario, PageClaim claim, Cell cell) {
        assertThat(runtimes.run(scenario)).didAsExpected();
        runtimes.node().output("tck-images"); // its root is new and empty
        assertThat(TriedPod.on(kubelets, runtimes.node()).refusal())
                .hasValueSatisfying(
                        event ->
                                assertThat(event)
                                        .contains(claim.texts("refused", cell.kubernetes())));
    }

    @Control(
            value = "runtime.containerd.fuse-overlayfs",
            scenario = "runtime/fuse-overlayfs-absent")
    void mountsNoFuseOverlayfsWithoutItsProgram(
            Kubelets kubelets, Runtimes runtimes, Scenario scenario, PageClaim claim, Cell cell) {
        assertThat(runtimes.run(scenario)).didAsExpected();
        TriedPod pod = TriedPod.on(kubelets, runtimes.node());
        assertThat(pod.refusal()).isPresent();
        assertThat(pod.runtimeLog()).contains(claim.texts("refused", cell.kubernetes()));
    }

    @Control(value = "runtime.containerd.systemd-driver", scenario = "runtime/systemd-cgroup")
    void doesNotWorkWhereNoneRuns(
            Kubelets kubelets, Scenario scenario, TestScope scope, PageClaim claim, Cell cell) {
        assertThat(SystemdDriver.inVain(kubelets, scenario, scope)).didAsExpected(claim, cell);
    }

    /** Where the host has none, containerd has nothing to disable. */
    private static boolean hasAppArmor(RootlessNode node) {
        return node.run("cat", "/sys/module/apparmor/parameters/enabled")
                .getStdout()
                .startsWith("Y");
    }

    /** A pod under the page's own files, tried once for all tests that ask. */
    private static TriedPod documentedPod(Kubelets kubelets, Scenario scenario, TestScope scope) {
        assertThat(kubelets.running(scenario)).isReady();
        return scope.perClass(
                "documented", TriedPod.class, () -> TriedPod.on(kubelets, kubelets.node()));
    }
}
