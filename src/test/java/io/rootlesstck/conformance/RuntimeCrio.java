package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.RuntimeRun;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.NotRun;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.Runtimes;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** "Configuring CRI", CRI-O: its file and its variable, each key alone, and the storage. */
@RootlessKubernetes
@Order(11)
@DisplayName("Configuring CRI: CRI-O")
class RuntimeCrio {
    @Claim(value = "runtime.crio.config", scenario = "runtime/crio/documented")
    void runsPodsWithTheDocumentedFile(Kubelets kubelets, Scenario scenario, TestScope scope) {
        Documented pods = Documented.of(kubelets, scenario, scope);
        assertThat(pods.worker().refusal()).isEmpty();
        assertThat(pods.guaranteed().refusal()).isEmpty();
    }

    @Claim(value = "runtime.crio.fuse-overlayfs", scenario = "runtime/crio/documented")
    void mountsFuseOverlayfs(
            Kubelets kubelets, Scenario scenario, TestScope scope, ClaimReport report) {
        TriedPod pod = Documented.of(kubelets, scenario, scope).worker();
        report.measured("rootFilesystem", pod.rootFilesystem());
        assertThat(pod.rootFilesystem()).isEqualTo(TriedPod.FUSE_OVERLAY);
    }

    @Claim(value = "runtime.crio.overlayfs", scenario = "runtime/crio/overlayfs")
    void mountsOverlayfs(
            Kubelets kubelets, Runtimes runtimes, Scenario scenario, ClaimReport report) {
        TriedPod pod = onOtherStorage(kubelets, runtimes, scenario);
        report.measured("rootFilesystem", pod.rootFilesystem());
        assertThat(pod.refusal()).isEmpty();
        assertThat(pod.rootFilesystem()).isEqualTo(TriedPod.OVERLAY);
    }

    @Claim(value = "runtime.crio.cgroup-left", scenario = "runtime/crio/documented")
    void putsPodsOutsideTheCgroupsOfTheKubelet(
            Kubelets kubelets, Scenario scenario, TestScope scope, ClaimReport report) {
        TriedPod pod = Documented.of(kubelets, scenario, scope).worker();
        report.measured("podCgroup", pod.cgroup()).measured("processCgroup", pod.processCgroup());
        assertThat(pod.processCgroup()).isNotEmpty().doesNotStartWith(pod.cgroup());
    }

    @Control(value = "runtime.crio.cgroup-left", scenario = "runtime/crio/without-variable")
    void keepsPodsInsideWithoutTheVariable(
            Kubelets kubelets, Runtimes runtimes, Scenario scenario, ClaimReport report) {
        assertThat(runtimes.run(scenario)).didAsExpected();
        TriedPod pod = TriedPod.on(kubelets, runtimes.node());
        report.measured("podCgroup", pod.cgroup()).measured("processCgroup", pod.processCgroup());
        assertThat(pod.refusal()).isEmpty();
        assertThat(pod.processCgroup()).startsWith(pod.cgroup());
    }

    /** HOLDS where a pod does not run without the variable; what else it changes is measured. */
    @Claim(value = "runtime.crio.rootless", scenario = "runtime/crio/without-variable")
    void runsNotEveryPodWithoutTheVariable(
            Kubelets kubelets,
            Runtimes runtimes,
            Scenario scenario,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        assertThat(runtimes.run(scenario)).didAsExpected();
        TriedPod worker = TriedPod.on(kubelets, runtimes.node());
        TriedPod guaranteed = TriedPod.on(kubelets, runtimes.node(), guaranteedManifest(kubelets));
        report.evidence("crio-without.log", runtimes.node().runtime().log());
        report.measured("worker", worker.refusal().orElse("runs"))
                .measured("workerCgroup", worker.processCgroup())
                .measured("workerOomScoreAdj", worker.oomScoreAdj())
                .measured("guaranteed", guaranteed.refusal().orElse("runs"))
                .measured("guaranteedOomScoreAdj", guaranteed.oomScoreAdj());
        List<String> refusals =
                List.of(worker, guaranteed).stream()
                        .flatMap(pod -> pod.refusal().stream())
                        .toList();
        if (refusals.isEmpty()) {
            LeftOut.isNotRequired("redundant", "without it pods of all kinds run as well", report);
            return;
        }
        report.measured("need", "required");
        assertThat(refusals)
                .allSatisfy(
                        refusal ->
                                assertThat(refusal)
                                        .contains(claim.texts("refused", cell.kubernetes())));
    }

    /** HOLDS where no pod runs without the key; what else happens is told. */
    @Claim(value = "runtime.crio.key.*", scenario = "runtime/crio/without-*")
    void runsNoPodWithoutTheKey(
            Kubelets kubelets,
            Runtimes runtimes,
            Scenario scenario,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        RuntimeRun runtime = runtimes.run(scenario);
        report.measured("crio", runtime.waited().outcome());
        report.evidence("crio-without.log", runtime.log());
        if (!runtime.ready()) {
            report.measured("need", "required");
            assertThat(runtime).ended();
            assertThat(runtime.log()).contains(claim.texts("refused", cell.kubernetes()));
            return;
        }
        runtimes.node().output("tck-images"); // its storage may be new and empty
        TriedPod pod = TriedPod.on(kubelets, runtimes.node());
        report.measured("rootFilesystem", pod.rootFilesystem());
        if (!LeftOut.isRequired(pod, claim, cell, report)) {
            LeftOut.isNotRequired(
                    "redundant", "without it pods run as well, on " + pod.rootFilesystem(), report);
        }
    }

    @Claim(value = "runtime.crio.systemd-cgroup", scenario = "runtime/crio/systemd-cgroup")
    void runsNoPodWithTheSystemdManagerAlone(
            Kubelets kubelets,
            Scenario scenario,
            TestScope scope,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        SystemdDriver.requireUseless(
                SystemdDriver.inVain(kubelets, scenario, scope), claim, cell, report);
    }

    @Claim(value = "runtime.crio.systemd-driver", scenario = "runtime/crio/systemd")
    void worksWhereASystemdRuns(
            Kubelets kubelets, Scenario scenario, Cell cell, ClaimReport report) {
        try (OtherNode other = SystemdDriver.node(kubelets, scenario, report)) {
            requireBus(other.node(), cell);
            TriedPod pod = TriedPod.on(kubelets, other.node());
            report.evidence("crio-systemd-pod.log", pod.runtimeLog());
            report.measured("processCgroup", pod.processCgroup());
            SystemdDriver.requireSlice(pod, report);
        }
    }

    @Control(value = "runtime.crio.config", scenario = "runtime/crio/conmon-cgroup")
    void endsWithAFileThatItCannotUse(
            Runtimes runtimes, Scenario scenario, PageClaim claim, Cell cell) {
        assertThat(runtimes.ended(scenario)).didAsExpected(claim, cell);
    }

    @Control(
            value = {"runtime.crio.key.*", "runtime.crio.rootless", "runtime.crio.systemd-cgroup"},
            scenario = "runtime/crio/documented")
    void runsPodsWithAllOfThem(
            Kubelets kubelets, Scenario scenario, TestScope scope, ClaimReport report) {
        Documented pods = Documented.of(kubelets, scenario, scope);
        report.measured("workerCgroup", pods.worker().processCgroup())
                .measured("workerOomScoreAdj", pods.worker().oomScoreAdj())
                .measured("guaranteedOomScoreAdj", pods.guaranteed().oomScoreAdj());
        assertThat(pods.worker().refusal()).isEmpty();
        assertThat(pods.guaranteed().refusal()).isEmpty();
    }

    @Control(value = "runtime.crio.overlayfs", scenario = "runtime/crio/overlayfs-on-overlayfs")
    void mountsNoOverlayfsOnAnother(
            Kubelets kubelets, Runtimes runtimes, Scenario scenario, ClaimReport report) {
        TriedPod pod = onOtherStorage(kubelets, runtimes, scenario);
        report.measured("refusal", pod.refusal().orElse("none: it runs"))
                .measured("rootFilesystem", pod.rootFilesystem());
        assertThat(pod.rootFilesystem()).isNotEqualTo(TriedPod.OVERLAY);
    }

    @Control(value = "runtime.crio.fuse-overlayfs", scenario = "runtime/crio/fuse-overlayfs-absent")
    void endsWithoutTheProgram(Runtimes runtimes, Scenario scenario, PageClaim claim, Cell cell) {
        assertThat(runtimes.ended(scenario)).didAsExpected(claim, cell);
    }

    @Control(value = "runtime.crio.systemd-driver", scenario = "runtime/crio/systemd-cgroup")
    void doesNotWorkWhereNoneRuns(
            Kubelets kubelets, Scenario scenario, TestScope scope, PageClaim claim, Cell cell) {
        assertThat(SystemdDriver.inVain(kubelets, scenario, scope)).didAsExpected(claim, cell);
    }

    /** runc reaches systemd by its own socket as well, crun by D-Bus alone. */
    private static void requireBus(RootlessNode node, Cell cell) {
        String socket = "/run/dbus/system_bus_socket";
        if (cell.ociRuntime().equals("crun") && node.run("test", "-S", socket).getExitCode() != 0) {
            throw new NotRun(
                    "crun reaches systemd over D-Bus alone, and the node has no %s (try -Dtck.oci=runc)"
                            .formatted(socket));
        }
    }

    /** A pod under a CRI-O whose storage is new and empty. */
    private static TriedPod onOtherStorage(
            Kubelets kubelets, Runtimes runtimes, Scenario scenario) {
        assertThat(runtimes.run(scenario)).didAsExpected();
        runtimes.node().output("tck-images");
        return TriedPod.on(kubelets, runtimes.node());
    }

    /** Pods under the page's own files, tried once for all tests that ask. */
    private record Documented(TriedPod worker, TriedPod guaranteed) {
        static Documented of(Kubelets kubelets, Scenario scenario, TestScope scope) {
            return scope.perClass("documented", Documented.class, () -> tried(kubelets, scenario));
        }

        private static Documented tried(Kubelets kubelets, Scenario scenario) {
            assertThat(kubelets.running(scenario)).isReady();
            RootlessNode node = kubelets.node();
            return new Documented(
                    TriedPod.on(kubelets, node),
                    TriedPod.on(kubelets, node, guaranteedManifest(kubelets)));
        }
    }

    private static Path guaranteedManifest(Kubelets kubelets) {
        return Kubelets.manifest(kubelets.scenario("runtime/crio/documented"), "guaranteed");
    }
}
