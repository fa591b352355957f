package io.rootlesstck.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Settings;
import io.rootlesstck.evidence.Sysctl;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.container.ContainerFixture;
import io.rootlesstck.host.ssh.SshMaster;
import io.rootlesstck.host.vm.EmbeddedVm;
import io.rootlesstck.host.vm.VmHosts;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host container on a rootful Docker, which runs in the embedded VM: containers of a rootless
 * Docker in a container of a rootful one.
 */
class HostContainerIT {
    private static final String ROOTFUL = "/run/rootful.sock";

    /**
     * The VM's own file system is what the image is made of: taken from there it has not to be
     * made, nor sent, once more.
     */
    private static final String IMPORT =
            "tar -C / --one-file-system --exclude=./var/lib/rootful -c ."
                    + " | docker --host \"$1\" import - \"$2\"";

    @TempDir private static Path folder;
    private static EmbeddedVm vm;
    private static HostRoot root;

    @BeforeAll
    static void boot() {
        Settings settings = Settings.load();
        vm = new VmHosts(settings, Cache.of(settings)).take(Engine.Kind.DOCKER, Optional.empty());
        root = vm.root().orElseThrow();
        root.run(
                        "systemd-run",
                        "--unit=rootful",
                        "dockerd",
                        "--host=unix://" + ROOTFUL,
                        "--data-root=/var/lib/rootful",
                        "--exec-root=/run/rootful",
                        "--pidfile=/run/rootful.pid")
                .orThrow("start a rootful engine in the VM");
        Awaitility.await("the rootful engine")
                .atMost(Duration.ofSeconds(60))
                .until(() -> docker("version").ok());
        root.run("sh", "-c", IMPORT, "sh", "unix://" + ROOTFUL, ContainerFixture.image(settings))
                .orThrow("make the image of the host container");
    }

    @AfterAll
    static void end() {
        vm.close();
    }

    @Test
    void startsTheKubeletAndLeavesNothing() throws InterruptedException {
        Map<String, String> sysctls = sysctls();
        List<Integer> ports = vm.ports().numbers();

        SuiteRun.Ended ended =
                SuiteRun.to(folder)
                        .with("DOCKER_HOST", "unix://" + forwarded())
                        .set("tck.host", "container")
                        // The one port leads into the VM; the others it holds itself.
                        .set("tck.host.container.port", ports.get(ports.size() - 1).toString())
                        .set("tck.ports", "")
                        .set("tck.hosts", "1")
                        .only("io\\.rootlesstck\\.conformance\\.KubeletStarts")
                        .run();

        assertThat(ended.green()).as(ended.log()).isTrue();
        assertThat(ended.with(Verdict.HOLDS)).isNotEmpty();
        assertThat(ended.with(Verdict.NOT_RUN)).as(ended.toString()).isEmpty();
        assertThat(docker("ps", "--all", "--quiet").out()).isEmpty();
        assertThat(docker("volume", "ls", "--quiet").out()).isEmpty();
        assertThat(sysctls()).isEqualTo(sysctls);
    }

    /** Those that a kubelet wants to set, as the machine below has them. */
    private static Map<String, String> sysctls() {
        Map<String, String> values = new TreeMap<>();
        for (Sysctl sysctl : Sysctl.values()) {
            values.put(sysctl.key(), root.sysctl(sysctl.key()));
        }
        return values;
    }

    private static Exec.Result docker(String... arguments) {
        return root.run(
                Stream.concat(
                                Stream.of("docker", "--host", "unix://" + ROOTFUL),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** A local socket that leads to the rootful engine. */
    private static Path forwarded() {
        RunDir run =
                RunDir.at(requireNonNull(Path.of(vm.engine().endpoint().getPath()).getParent()));
        Path here = run.file("rootful.sock");
        SshMaster.of(run)
                .forward(Map.of(here, ROOTFUL), new Ports(List.of()))
                .orThrow("forward the engine's socket");
        return here;
    }
}
