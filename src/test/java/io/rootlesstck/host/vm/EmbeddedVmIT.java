package io.rootlesstck.host.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.Sweep;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Provision;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Boots real VMs. */
@Isolated("it boots, fills and kills VMs")
class EmbeddedVmIT {
    private static final String KEPT_FILE = "/root/kept";

    @TempDir private static Path folder;
    private static Path cache;

    @BeforeAll
    static void link() throws IOException {
        cache = VmFixture.cache(folder);
    }

    @Test
    void isARootlessHostWithRootOfItsOwnAndLeavesNothing() throws IOException {
        try (EmbeddedVm vm = VmFixture.boot(cache, Engine.Kind.DOCKER)) {
            HostFacts facts = vm.facts();
            assertThat(facts.uidMap()).isEqualTo("0 1000 1\n1 100000 65536");
            assertThat(facts.controllers()).contains("cpu", "cpuset", "io", "memory", "pids");
            assertThat(facts.kernel()).endsWith("-tck");
            assertThat(vm.describe())
                    .isEqualTo("embedded VM (User Mode Linux " + facts.kernel() + ")");

            HostRoot root = vm.root().orElseThrow();
            assertThat(root.sysctl("vm.panic_on_oom")).isEqualTo("1");
            root.sysctl("vm.panic_on_oom", "0");
            assertThat(root.sysctl("vm.panic_on_oom")).isEqualTo("0");
            assertThat(root.run("cat", "/proc/cpuinfo").out()).containsPattern("cpu MHz\\s*: \\d+");
            assertThat(vm.engine(Engine.Kind.PODMAN).version()).startsWith("5.");
        }
        assertThat(runs()).isEmpty();
    }

    @Test
    void holdsTheKubeletsSysctlsAtOtherValuesThanItWants() {
        try (EmbeddedVm vm = VmFixture.boot(cache, Engine.Kind.DOCKER)) {
            HostRoot root = vm.root().orElseThrow();
            assertThat(root.sysctl("vm.overcommit_memory")).isEqualTo("0");
            assertThat(root.sysctl("vm.panic_on_oom")).isEqualTo("1");
            assertThat(root.sysctl("kernel.panic")).isEqualTo("0");
            assertThat(root.sysctl("kernel.panic_on_oops")).isEqualTo("0");
            assertThat(root.sysctl("kernel.keys.root_maxkeys")).isEqualTo("999999");
            assertThat(root.sysctl("kernel.keys.root_maxbytes")).isEqualTo("24999999");
            assertThat(root.sysctl("kernel.dmesg_restrict")).isEqualTo("1");
        }
    }

    @Test
    void leavesOutABusyPort() throws IOException {
        try (ServerSocket busy = new ServerSocket(21501, 1, InetAddress.getLoopbackAddress());
                EmbeddedVm vm = VmFixture.boot(cache, Engine.Kind.DOCKER)) {
            assertThat(busy.isBound()).isTrue();
            assertThat(vm.ports()).hasToString("21500, 21502-21503");
        }
    }

    @Test
    void isSweptAfterItsOwnerWasKilled() throws Exception {
        Process owner =
                new ProcessBuilder(
                                "java",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BootAndWait.class.getName(),
                                cache.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = owner.inputReader()) {
            assertThat(out.lines().anyMatch(BootAndWait.UP::equals)).isTrue();
        }
        owner.destroyForcibly().waitFor();
        List<Path> left = runs();
        assertThat(left).hasSize(1);
        String run = String.valueOf(left.get(0).getFileName());

        assertThat(Sweep.run(Cache.of(VmFixture.settings(cache)))).containsExactly(run);

        assertThat(runs()).isEmpty();
        assertThat(commandLines()).noneMatch(line -> line.contains(run));
    }

    @Test
    void saysSoWhenTheVmDiesBeforeItIsUp() {
        Settings settings = VmFixture.settings(cache);
        VmHosts hosts = new VmHosts(settings, Cache.of(settings));
        Provision breaking =
                new Provision(
                        "00",
                        engine -> {
                            throw TckException.of("load the images").found("no such file").error();
                        });

        assertThatThrownBy(() -> hosts.take(Engine.Kind.DOCKER, Optional.of(breaking)))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("Could not load the images.");
    }

    @Test
    void keepsWhatWasProvisionedAndThrowsAwayWhatARunWrote() {
        Settings settings = VmFixture.settings(cache);
        VmHosts hosts = new VmHosts(settings, Cache.of(settings));
        Provision provision = new Provision("01", engine -> {});

        try (EmbeddedVm vm = hosts.take(Engine.Kind.DOCKER, Optional.of(provision))) {
            vm.root().orElseThrow().run("touch", KEPT_FILE).orThrow("write in the VM");
        }
        try (EmbeddedVm vm = hosts.take(Engine.Kind.DOCKER, Optional.of(provision))) {
            assertThat(vm.root().orElseThrow().run("test", "-e", KEPT_FILE).ok()).isFalse();
        }
    }

    @Test
    void isReusedWhereAskedForUntilItIsTakenDown() {
        Settings settings = VmFixture.keeping(cache);
        Cache opened = Cache.of(settings);
        VmHosts hosts = new VmHosts(settings, opened);
        KeptVm kept = new KeptVm(opened);
        try {
            try (EmbeddedVm vm = hosts.take(Engine.Kind.DOCKER, Optional.empty())) {
                vm.root().orElseThrow().run("touch", KEPT_FILE).orThrow("write in the VM");
                assertThatThrownBy(kept::down)
                        .isInstanceOf(TckException.class)
                        .hasMessageContaining("A run is using it");
            }
            assertThat(Sweep.run(opened)).isEmpty();
            try (EmbeddedVm vm = hosts.take(Engine.Kind.PODMAN, Optional.empty())) {
                assertThat(vm.engine().kind()).isEqualTo(Engine.Kind.PODMAN);
                assertThat(vm.root().orElseThrow().run("test", "-e", KEPT_FILE).ok()).isTrue();
            }
            assertThat(kept.state()).isPresent();
        } finally {
            assertThat(kept.down()).isTrue();
        }
        assertThat(kept.state()).isEmpty();
    }

    private static List<Path> runs() throws IOException {
        try (Stream<Path> runs = Files.list(cache.resolve("runs"))) {
            return runs.toList();
        }
    }

    private static List<String> commandLines() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .toList();
    }

    /** A run that boots a VM and never comes to its end. */
    static final class BootAndWait {
        static final String UP = "the VM is up";

        private BootAndWait() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (EmbeddedVm vm = VmFixture.boot(Path.of(arguments[0]), Engine.Kind.DOCKER)) {
                System.out.println(vm.describe());
                System.out.println(UP);
                Thread.currentThread().join(); // for ever: only a kill ends this
            }
        }
    }
}
