package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.cluster.ContainerReport;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.Subject;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/**
 * "Caveats": what stands in a local or hostPath volume is there after its pod was replaced, and
 * after its node was restarted.
 */
@RootlessKubernetes
@Order(21)
@DisplayName("Caveats: local volumes keep what they hold")
class VolumesSurvive {
    private static final String POD = "keeper";
    private static final List<String> CONTAINERS = List.of("local", "host-path");

    @Claim(
            value = {"volumes.survive.local-pod-restart", "volumes.survive.host-path-pod-restart"},
            scenario = "volumes/survival")
    void whatAPodLeftIsThereForTheNextOne(
            Kubelets kubelets, TestScope scope, @Subject String volume, ClaimReport report) {
        Restart restart = podRestart(kubelets, scope).keep(report, volume);
        assertThat(restart.after(volume)).containsEntry("found", restart.left(volume));
    }

    @Control({"volumes.survive.local-pod-restart", "volumes.survive.host-path-pod-restart"})
    void whatAPodLeftBesideItsVolumesIsGone(
            Kubelets kubelets, TestScope scope, @Subject String volume, ClaimReport report) {
        Restart restart = podRestart(kubelets, scope).keep(report, volume);
        assertThat(restart.left(volume)).isNotEmpty();
        assertThat(restart.after(volume)).containsEntry("beside", "");
    }

    @Claim(
            value = {
                "volumes.survive.local-node-restart",
                "volumes.survive.host-path-node-restart"
            },
            scenario = "volumes/survival")
    void whatAPodLeftIsThereAfterItsNodeRestarted(
            Kubelets kubelets, TestScope scope, @Subject String volume, ClaimReport report) {
        Restart restart = nodeRestart(kubelets, scope).keep(report, volume);
        assertThat(restart.after(volume)).containsEntry("found", restart.left(volume));
    }

    @Control({"volumes.survive.local-node-restart", "volumes.survive.host-path-node-restart"})
    void whatAPodLeftBesideItsVolumesIsGoneAfterItsNodeRestarted(
            Kubelets kubelets, TestScope scope, @Subject String volume, ClaimReport report) {
        Restart restart = nodeRestart(kubelets, scope).keep(report, volume);
        assertThat(restart.left(volume)).isNotEmpty();
        assertThat(restart.after(volume)).containsEntry("beside", "");
    }

    /** What each container reported before and after something was restarted. */
    private record Restart(
            Map<String, ContainerReport> before, Map<String, ContainerReport> after) {
        String left(String volume) {
            return of(before, volume).values().getOrDefault("left", "");
        }

        Map<String, String> after(String volume) {
            return of(after, volume).values();
        }

        private static ContainerReport of(Map<String, ContainerReport> reports, String volume) {
            return Objects.requireNonNull(reports.get(volume));
        }

        Restart keep(ClaimReport report, String volume) {
            report.evidence("before.txt", of(before, volume).log());
            report.evidence("after.txt", of(after, volume).log());
            return this;
        }
    }

    private static Restart podRestart(Kubelets kubelets, TestScope scope) {
        VolumePods volumes = volumes(kubelets, scope);
        return scope.perClass(
                "pod",
                Restart.class,
                () -> {
                    Map<String, ContainerReport> before = reports(volumes, 0);
                    volumes.pods().end(volumes.pod(POD));
                    volumes.apply(survival(kubelets), POD);
                    return new Restart(before, reports(volumes, 0));
                });
    }

    private static Restart nodeRestart(Kubelets kubelets, TestScope scope) {
        Restart ofThePod = podRestart(kubelets, scope);
        VolumePods volumes = volumes(kubelets, scope);
        return scope.perClass(
                "node",
                Restart.class,
                () -> {
                    assertThat(kubelets.restartNode(kubelets.documented())).isReady();
                    return new Restart(ofThePod.after(), reports(volumes, 1));
                });
    }

    private static VolumePods volumes(Kubelets kubelets, TestScope scope) {
        return scope.perClass(
                "",
                VolumePods.class,
                () -> {
                    VolumePods pods = VolumePods.of(kubelets, survival(kubelets), "kept-volume");
                    pods.makeLocalFolders();
                    pods.apply(survival(kubelets), POD);
                    return pods;
                });
    }

    private static Map<String, ContainerReport> reports(VolumePods volumes, int restarts) {
        Pod pod = volumes.prepared(POD);
        Map<String, ContainerReport> reports = new TreeMap<>();
        for (String container : CONTAINERS) {
            reports.put(container, volumes.pods().container(pod, container).awaitReport(restarts));
        }
        return reports;
    }

    private static Scenario survival(Kubelets kubelets) {
        return kubelets.scenario("volumes/survival");
    }
}
