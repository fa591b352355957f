package io.rootlesstck.host.vm;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.Provision;
import io.rootlesstck.host.debian.SystemPackages;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Makes embedded VMs: builds their parts, fills their disk, boots them, and reuses a kept one. */
public final class VmHosts {
    private static final Duration TO_POWER_OFF = Duration.ofSeconds(60);

    private final Settings settings;
    private final Cache cache;
    private final KeptVm kept;

    /** What a VM is booted from. */
    private record Parts(Kernel kernel, Path disk, String recipe) {}

    /** Prepares; nothing is built yet. */
    public VmHosts(Settings settings, Cache cache) {
        this.settings = settings;
        this.cache = cache;
        this.kept = new KeptVm(cache);
    }

    /**
     * A running VM: the kept one where {@code tck.host.reuse} asks for it, else one of its own that
     * ends when it is closed.
     *
     * @param kind the engine to use in it
     * @param provision what its engine should hold, if anything
     * @throws TckException if a part cannot be built or the VM does not come up
     */
    public EmbeddedVm take(Engine.Kind kind, Optional<Provision> provision) {
        if (settings.flag(Setting.HOST_REUSE)) {
            Optional<KeptVm.Hold> hold = kept.hold();
            if (hold.isPresent()) {
                return reused(hold.get(), kind, provision);
            }
            Progress.line("VM: another run is using the kept VM, booting one of our own");
        }
        return ownVm(kind, provision);
    }

    /** Boots the kept VM, if it is not up, and leaves it. */
    public HostState up(Engine.Kind kind, Optional<Provision> provision) {
        KeptVm.Hold hold =
                kept.hold()
                        .orElseThrow(
                                () ->
                                        TckException.of("start the embedded VM")
                                                .found("It is up, and a run is using it.")
                                                .error());
        try (EmbeddedVm vm = reused(hold, kind, provision)) {
            return kept.state().orElseThrow(() -> new IllegalStateException(vm.describe()));
        }
    }

    /** The disk that holds what is provisioned, made now if the cache does not hold it. */
    Path provisioned(Parts parts, Engine.Kind kind, Provision provision) {
        String hash = Hash.start().add(parts.recipe()).add(kind.word()).add(provision.hash()).hex();
        return cache.entry(
                        "disk",
                        "provisioned-" + kind.word(),
                        hash,
                        folder -> fill(folder.resolve(DiskImage.FILE), parts, kind, provision))
                .resolve(DiskImage.FILE);
    }

    private void fill(Path image, Parts parts, Engine.Kind kind, Provision provision)
            throws IOException {
        Exec.of(
                        "cp",
                        "--sparse=always",
                        "--reflink=auto",
                        parts.disk().toString(),
                        image.toString())
                .run()
                .orThrow("copy the disk of the embedded VM");
        try (RunDir run = RunDir.open(cache)) {
            Launch.Started started =
                    launch(parts).boot(run, image, true, kind, new Ports(List.of()));
            EmbeddedVm vm = new EmbeddedVm(run, title(parts), kind, started.ports(), () -> {});
            provision.load().accept(vm.engine());
            Progress.run("VM: shut down, keep its disk", step -> shutDown(vm, started.vm()));
        }
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
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

    private EmbeddedVm ownVm(Engine.Kind kind, Optional<Provision> provision) {
        Parts parts = parts();
        Path disk = provision.map(p -> provisioned(parts, kind, p)).orElse(parts.disk());
        RunDir run = RunDir.open(cache);
        Ending ending = Ending.of(run::close);
        boolean up = false;
        try {
            Launch.Started started = launch(parts).boot(run, disk, false, kind, Ports.of(settings));
            EmbeddedVm vm = new EmbeddedVm(run, title(parts), kind, started.ports(), ending::now);
            up = true;
            return vm;
        } finally {
            if (!up) {
                ending.now();
            }
        }
    }

    private EmbeddedVm reused(KeptVm.Hold hold, Engine.Kind kind, Optional<Provision> provision) {
        boolean up = false;
        try {
            Parts parts = parts();
            String recipe = keptRecipe(parts);
            Optional<HostState> state = kept.state().filter(noted -> noted.recipe().equals(recipe));
            HostState used =
                    state.isPresent() ? state.get() : bootKept(hold, parts, kind, provision);
            if (state.isPresent()) {
                Progress.line("VM: using the one that is up (process " + used.pid() + ")");
            }
            EmbeddedVm vm =
                    new EmbeddedVm(
                            RunDir.at(Path.of(used.folder())),
                            used.title(),
                            kind,
                            new Ports(used.ports()),
                            hold::close);
            up = true;
            return vm;
        } finally {
            if (!up) {
                hold.close();
            }
        }
    }

    private HostState bootKept(
            KeptVm.Hold hold, Parts parts, Engine.Kind kind, Optional<Provision> provision) {
        hold.end();
        Path disk = provision.map(p -> provisioned(parts, kind, p)).orElse(parts.disk());
        RunDir run = RunDir.open(cache);
        Ending ending = Ending.of(run::close);
        boolean noted = false;
        try {
            Launch.Started started = launch(parts).boot(run, disk, false, kind, Ports.of(settings));
            HostState state =
                    new HostState(
                            title(parts),
                            run.path().toString(),
                            keptRecipe(parts),
                            started.vm().process().pid(),
                            HostState.started(started.vm().process()),
                            started.ports().numbers());
            hold.note(state);
            run.keep();
            noted = true;
            return state;
        } finally {
            if (noted) {
                ending.cancel();
            } else {
                ending.now();
            }
        }
    }

    private String keptRecipe(Parts parts) {
        VmSize size = VmSize.of(settings);
        return Hash.start()
                .add(parts.recipe())
                .add(size.toString())
                .add(Ports.of(settings).toString())
                .hex();
    }

    /** The cache entries that a VM is booted from, built now if they are missing. */
    List<Path> entries() {
        Parts parts = parts();
        return Stream.of(parts.kernel().binary(), parts.disk()).map(Path::getParent).toList();
    }

    private Launch launch(Parts parts) {
        return new Launch(new UserModeLinux(parts.kernel()), VmSize.of(settings));
    }

    private static String title(Parts parts) {
        return new UserModeLinux(parts.kernel()).describe();
    }

    /** Kernel and disk, built beside each other where they are missing. */
    private Parts parts() {
        VmNeeds.requireMachine();
        try (RunDir run = RunDir.open(cache)) {
            KernelBuild kernel = new KernelBuild(settings, cache, run);
            DiskImage disk = new DiskImage(settings, cache, run);
            SystemPackages packages = new SystemPackages(settings);
            packages.ensure("run the embedded VM", VmNeeds.toRun());
            if (!kernel.isBuilt() || !disk.isBuilt()) {
                packages.ensure("build the embedded VM", VmNeeds.toBuild());
            }
            Together.Both<Kernel, Path> both = Together.run(kernel::kernel, disk::file);
            String recipe = Hash.start().add(both.first().release()).add(disk.hash()).hex();
            return new Parts(both.first(), both.second(), recipe);
        }
    }
}
