package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;

import io.rootlesstck.base.TckException;
import io.rootlesstck.evidence.MountAttempt;
import io.rootlesstck.host.Host;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.VolumeServers;
import io.rootlesstck.scenario.RefusalCause;
import io.rootlesstck.scenario.Scenario;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.testcontainers.containers.Container.ExecResult;

/**
 * "Caveats": most volume drivers that are not local do not work. What counts is why: a server that
 * is down, a helper that is not installed or a kernel without the filesystem refuse nothing.
 *
 * <p>The kernel refuses NFS before it speaks to a server, and says of a dead one what it says of a
 * live one. So root of the host uses the same volume each time.
 */
@RootlessKubernetes
@Order(30)
@DisplayName("Caveats: volumes that are refused")
public class RefusedVolumes {
    @Claim(value = "volumes.refused.*", scenario = "volumes/remote/*")
    void isRefusedToTheUserNamespace(
            Kubelets kubelets, Scenario scenario, Host host, TestScope scope, ClaimReport report) {
        VolumeServers servers = servers(kubelets, host, scope);
        assertThat(kubelets.running(kubelets.documented())).isReady();
        try (RefusedVolume volume = RefusedVolume.of(kubelets, scenario, scope)) {
            MountAttempt attempt = volume.attempt();
            MountAttempt byRoot = servers.useAsRoot(volume.volume());
            report.evidence("node.txt", attempt.said());
            report.evidence("host.txt", byRoot.said());
            report.measured("cause", attempt.refusal().cause());
            report.measured("errno", volume.errno());
            if (!byRoot.mounted()) {
                throw TckException.of("show that a live server was refused")
                        .found(
                                "Root of the host cannot use it either: %s%n%s"
                                        .formatted(byRoot.refusal(), byRoot.said()))
                        .error();
            }
            if (attempt.mounted()) {
                report.drifted(attempt.what() + " is mounted: it works in a user namespace");
                return;
            }
            assertThat(attempt).isRefusedMount().because(expected(scenario));
        }
    }

    /** Of NFS version 4 nothing but the kernel can refuse: no helper asks anybody before it. */
    @Control(
            value = {"volumes.refused.nfs-v3", "volumes.refused.iscsi"},
            scenario = "volumes/other-cause/*")
    void isNotTakenForTheUserNamespace(
            Kubelets kubelets, Scenario scenario, Host host, TestScope scope, ClaimReport report) {
        servers(kubelets, host, scope);
        assertThat(kubelets.running(kubelets.documented())).isReady();
        try (RefusedVolume volume = RefusedVolume.of(kubelets, scenario, scope)) {
            MountAttempt attempt = volume.attempt();
            report.evidence("node.txt", attempt.said());
            report.measured("cause", attempt.refusal().cause());
            assertThat(attempt).isRefusedMount().because(expected(scenario));
        }
    }

    @Control(value = "volumes.refused.*", scenario = "volumes/not-served/*")
    void isRefusedToRootOfTheHostAsWell(
            Kubelets kubelets, Scenario scenario, Host host, TestScope scope, ClaimReport report) {
        MountAttempt byRoot =
                servers(kubelets, host, scope)
                        .useAsRoot(RefusedVolume.persistentVolume(kubelets, scenario));
        report.evidence("host.txt", byRoot.said());
        report.measured("cause", byRoot.refusal().cause());
        assertThat(byRoot).isRefusedMount().because(expected(scenario));
    }

    /** By hand, as a CSI driver mounts: the kubelet itself has no volume of such a filesystem. */
    @Control("volumes.refused.nfs-v4")
    void isToldFromAFilesystemThatTheKernelLacks(Kubelets kubelets, ClaimReport report) {
        String[] argv = {"mount", "-t", "ceph", "192.0.2.10:6789:/", "/mnt"};
        ExecResult result = kubelets.node().run(argv);
        MountAttempt attempt =
                result.getExitCode() == 0
                        ? MountAttempt.mounted("a cephfs by hand", result.getStdout())
                        : MountAttempt.refused("a cephfs by hand", result.getStderr());
        report.evidence("node.txt", attempt.said());
        report.measured("cause", attempt.refusal().cause());
        assertThat(attempt).isRefusedMount().because(RefusalCause.KERNEL_LACKS_FS);
    }

    private static RefusalCause expected(Scenario scenario) {
        return Objects.requireNonNull(scenario.expect().refusal());
    }

    /** The servers that the tests of this class share. */
    protected VolumeServers servers(Kubelets kubelets, Host host, TestScope scope) {
        return scope.perClass(
                        "servers",
                        LiveServers.class,
                        () -> LiveServers.start(kubelets, host.root().orElseThrow()))
                .servers();
    }
}
