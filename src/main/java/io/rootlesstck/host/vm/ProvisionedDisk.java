package io.rootlesstck.host.vm;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.Provision;
import io.rootlesstck.host.process.Background;
import io.rootlesstck.host.process.OwnRun;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The VM's disk with images in its engine: filled once, by a VM that is then shut down. */
final class ProvisionedDisk {
    private static final Duration TO_POWER_OFF = Duration.ofSeconds(60);

    private final Cache cache;
    private final Parts parts;
    private final VmSize size;

    ProvisionedDisk(Cache cache, Parts parts, VmSize size) {
        this.cache = cache;
        this.parts = parts;
        this.size = size;
    }

    /** The disk to boot: with what is provisioned, if anything, else the bare one. */
    Path file(Engine.Kind kind, Optional<Provision> provision) {
        return provision.map(what -> filled(kind, what)).orElse(parts.disk());
    }

    private Path filled(Engine.Kind kind, Provision provision) {
        String hash =
                Hash.start().add(parts.diskHash()).add(kind.word()).add(provision.hash()).hex();
        return cache.entry(
                        "disk",
                        "provisioned-" + kind.word(),
                        hash,
                        folder -> fill(folder.resolve(DiskImage.FILE), kind, provision))
                .resolve(DiskImage.FILE);
    }

    private void fill(Path image, Engine.Kind kind, Provision provision) throws IOException {
        Exec.of(
                        "cp",
                        "--sparse=always",
                        "--reflink=auto",
                        parts.disk().toString(),
                        image.toString())
                .run()
                .orThrow("copy the disk of the embedded VM");
        OwnRun.in(cache, run -> load(run, image, kind, provision));
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private boolean load(RunDir run, Path image, Engine.Kind kind, Provision provision) {
        Hypervisor hypervisor = parts.hypervisor();
        Launch.Started started =
                new Launch(hypervisor, size)
                        .boot(run, image, true, kind, new Ports(List.of()), Link.of(run));
        EmbeddedVm vm =
                new EmbeddedVm(
                        run,
                        hypervisor.describe(),
                        kind,
                        started.ports(),
                        Optional.empty(),
                        () -> {});
        provision.load().accept(vm.engine());
        return Progress.run("VM: shut down, keep its disk", step -> shutDown(vm, started.vm()));
    }

    private static boolean shutDown(EmbeddedVm vm, Background process) {
        vm.powerOff();
        try {
            Awaitility.await("the VM's end")
                    .atMost(TO_POWER_OFF)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !process.isAlive());
            return true;
        } catch (ConditionTimeoutException e) {
            throw TckException.of("shut the embedded VM down")
                    .found(
                            "It still ran after %d s.\n%s"
                                    .formatted(TO_POWER_OFF.toSeconds(), process.tail()))
                    .cause(e)
                    .error();
        }
    }
}
