package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cluster.KubeletRun;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.Needs;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.PodCgroup;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** "Creating a delegated cgroup tree": the driver, and limits that really land. */
@RootlessKubernetes
@Order(5)
@DisplayName("Creating a delegated cgroup tree")
class KubeletCgroups {
    private static final String SYSTEMD_SLICE = ".slice";

    @Needs(Need.OWN_NODE)
    @Claim(value = "kubelet.cgroup-driver.agrees", scenario = "kubelet/documented")
    void usesCgroupfsAsItsRuntimeDoes(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        withPod(
                kubelets,
                kubelets.node(),
                scenario,
                "worker",
                cgroup -> {
                    report.measured("podCgroup", cgroup.path());
                    assertThat(cgroup.path())
                            .as("the pod's cgroup, as cgroupfs names it")
                            .startsWith("kubepods/")
                            .doesNotContain(SYSTEMD_SLICE);
                });
    }

    @Claim(
            value = "kubelet.cgroup-driver.contradicting-file",
            scenario = "kubelet/cgroup-driver-contradicting")
    void followsItsRuntimeAndNotItsFile(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        KubeletRun kubelet = kubelets.run(scenario);
        assertThat(kubelet).didAsExpected();
        withPod(
                kubelets,
                kubelets.node(),
                kubelets.documented(),
                "worker",
                cgroup -> {
                    report.measured("podCgroup", cgroup.path());
                    assertThat(cgroup.path()).doesNotContain(SYSTEMD_SLICE);
                });
    }

    @Claim(value = "kubelet.limits.cpu", scenario = "kubelet/limits")
    void limitsCpu(Kubelets kubelets, Scenario scenario, TestScope scope) {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(cgroup(scope, kubelets, scenario, "limited").read("cpu.max"))
                .contains("20000 100000");
    }

    @Control(value = "kubelet.limits.cpu", scenario = "kubelet/limits-without-cpu")
    void limitsNoCpuThatIsNotDelegated(
            Kubelets kubelets, Scenario scenario, TestScope scope, ClaimReport report) {
        RootlessNode node =
                scope.perClass(
                                "without-cpu",
                                OtherNode.class,
                                () -> OtherNode.of(kubelets, "tck-node-2", scenario))
                        .node();
        KubeletRun kubelet = kubelets.cluster().run(node, scenario, Kubelets.LIMIT);
        report.evidence("kubelet-without-cpu.log", kubelet.log());
        report.measured("kubelet", kubelet.waited().outcome());
        if (!kubelet.ready()) {
            assertThat(kubelet).ended();
            return; // no pod, no limit: the kubelet itself does not do without the controller
        }
        Pod pod =
                kubelets.cluster()
                        .pods()
                        .create(
                                Kubelets.manifest(kubelets.scenario("kubelet/limits"), "limited"),
                                node);
        try {
            Optional<String> refusal = kubelets.cluster().pods().refusal(pod);
            report.measured("pod", refusal.orElse("runs"));
            if (refusal.isEmpty()) {
                assertThat(PodCgroup.of(node, pod.getMetadata().getUid()).read("cpu.max"))
                        .as("the limit of a pod on a host that does not delegate cpu")
                        .isEmpty();
            }
        } finally {
            kubelets.cluster().pods().delete(pod);
        }
    }

    @Claim(value = "kubelet.limits.memory", scenario = "kubelet/limits")
    void limitsMemory(Kubelets kubelets, Scenario scenario, TestScope scope) {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(cgroup(scope, kubelets, scenario, "limited").read("memory.max"))
                .contains("67108864");
    }

    @Control(value = "kubelet.limits.memory", scenario = "kubelet/limits-not-asked")
    void limitsNoMemoryUnasked(Kubelets kubelets, Scenario scenario, TestScope scope) {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(
                        cgroup(scope, kubelets, kubelets.scenario("kubelet/limits"), "unlimited")
                                .read("memory.max"))
                .contains("max");
    }

    @Claim(value = "kubelet.limits.pids", scenario = "kubelet/limits")
    void limitsProcesses(Kubelets kubelets, Scenario scenario, TestScope scope) {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(cgroup(scope, kubelets, scenario, "limited").read("pids.max")).contains("200");
    }

    @Control(value = "kubelet.limits.pids", scenario = "kubelet/limits-not-asked")
    void limitsNoProcessesUnasked(Kubelets kubelets, Scenario scenario, TestScope scope) {
        assertThat(kubelets.running(scenario)).isReady();
        assertThat(
                        cgroup(scope, kubelets, kubelets.scenario("kubelet/limits"), "unlimited")
                                .read("pids.max"))
                .contains("max");
    }

    @Claim(value = "kubelet.limits.oom-kill", scenario = "kubelet/limits")
    void killsWhatTakesMoreThanItsLimit(Kubelets kubelets, Scenario scenario, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        ContainerStateTerminated end = end(kubelets, scenario, "hog");
        report.measured("exitCode", end.getExitCode());
        assertThat(end.getReason()).isEqualTo("OOMKilled");
    }

    @Control(value = "kubelet.limits.oom-kill", scenario = "kubelet/limits-not-asked")
    void killsNothingWithoutALimit(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.running(scenario)).isReady();
        ContainerStateTerminated end =
                end(kubelets, kubelets.scenario("kubelet/limits"), "fed-hog");
        assertThat(end.getReason()).isEqualTo("Completed");
    }

    /** The cgroup of a pod that the tests of this class share. */
    private static PodCgroup cgroup(
            TestScope scope, Kubelets kubelets, Scenario scenario, String manifest) {
        return scope.perClass(
                        manifest,
                        SharedPod.class,
                        () -> SharedPod.start(kubelets, Kubelets.manifest(scenario, manifest)))
                .cgroup();
    }

    private static ContainerStateTerminated end(
            Kubelets kubelets, Scenario scenario, String manifest) {
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(scenario, manifest);
        try {
            return pods.awaitEnd(pod)
                    .getStatus()
                    .getContainerStatuses()
                    .get(0)
                    .getState()
                    .getTerminated();
        } finally {
            pods.delete(pod);
        }
    }

    private static void withPod(
            Kubelets kubelets,
            RootlessNode node,
            Scenario scenario,
            String manifest,
            Consumer<PodCgroup> check) {
        Pods pods = kubelets.cluster().pods();
        Pod pod = pods.create(Kubelets.manifest(scenario, manifest), node);
        try {
            check.accept(PodCgroup.of(node, pods.awaitRunning(pod).getMetadata().getUid()));
        } finally {
            pods.delete(pod);
        }
    }
}
