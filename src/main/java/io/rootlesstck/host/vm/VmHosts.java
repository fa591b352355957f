package io.rootlesstck.host.vm;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.Provision;
import io.rootlesstck.host.SecondHost;
import io.rootlesstck.host.process.OwnRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes embedded VMs: has their parts built and their disk filled, boots them, reuses a kept one.
 */
public final class VmHosts {
    private final Settings settings;
    private final Cache cache;
    private final KeptVm kept;

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
     * @param provision what its engine should hold, if anything; a kept VM that is up already is
     *     taken as it is
     * @throws TckException if a part cannot be built or the VM does not come up
     */
    public EmbeddedVm take(Engine.Kind kind, Optional<Provision> provision) {
        if (settings.flag(Setting.HOST_REUSE)) {
            Optional<KeptVm.Hold> hold = kept.hold();
            if (hold.isPresent()) {
                return keptVm(hold.get(), kind, provision);
            }
            Progress.line("VM: another run is using the kept VM, booting one of our own");
        }
        return ownVm(kind, provision);
    }

    /**
     * Boots the kept VM, if it is not up, and leaves it.
     *
     * @throws TckException if a run is using it, or it does not come up
     */
    public HostState up(Engine.Kind kind, Optional<Provision> provision) {
        KeptVm.Hold hold =
                kept.hold()
                        .orElseThrow(
                                () ->
                                        TckException.of("start the embedded VM")
                                                .found("It is up, and a run is using it.")
                                                .error());
        try (EmbeddedVm vm = keptVm(hold, kind, provision)) {
            return kept.state()
                    .orElseThrow(
                            () ->
                                    TckException.of("keep the " + vm.describe())
                                            .found("It ended as soon as it was up.")
                                            .error());
        }
    }

    private EmbeddedVm ownVm(Engine.Kind kind, Optional<Provision> provision) {
        Parts parts = Parts.of(settings, cache);
        Path disk = disk(parts, kind, provision);
        return OwnRun.start(
                cache,
                (run, ending) -> {
                    Launch.Started started = boot(parts, run, disk, kind);
                    return new EmbeddedVm(
                                    run,
                                    parts.hypervisor().describe(),
                                    kind,
                                    started.ports(),
                                    Optional.of(() -> second(run, parts, kind, disk)),
                                    ending::now)
                            .joined(Link.FIRST);
                });
    }

    private EmbeddedVm keptVm(KeptVm.Hold hold, Engine.Kind kind, Optional<Provision> provision) {
        boolean up = false;
        try {
            Parts parts = Parts.of(settings, cache);
            String recipe = recipe(parts);
            Optional<HostState> noted = kept.state().filter(state -> state.recipe().equals(recipe));
            noted.ifPresent(
                    state ->
                            Progress.line(
                                    "VM: using the one that is up (process %d)"
                                            .formatted(state.pid())));
            HostState state = noted.orElseGet(() -> bootKept(hold, parts, kind, provision));
            RunDir run = RunDir.at(Path.of(state.folder()));
            EmbeddedVm vm =
                    new EmbeddedVm(
                                    run,
                                    state.title(),
                                    kind,
                                    new Ports(state.ports()),
                                    Optional.of(
                                            () ->
                                                    second(
                                                            run,
                                                            parts,
                                                            kind,
                                                            disk(parts, kind, provision))),
                                    hold::close)
                            .joined(Link.FIRST);
            up = true;
            return vm;
        } finally {
            if (!up) {
                hold.close();
            }
        }
    }

    /** Boots another VM of the same parts, on a wire to the first; it is never kept. */
    private SecondHost second(RunDir first, Parts parts, Engine.Kind kind, Path disk) {
        return OwnRun.start(
                cache,
                (run, ending) -> {
                    Launch.Started started =
                            new Launch(parts.hypervisor(), VmSize.of(settings).ofSecond())
                                    .boot(
                                            run,
                                            disk,
                                            false,
                                            kind,
                                            new Ports(List.of()),
                                            Link.of(first));
                    return new SecondVm(
                            new EmbeddedVm(
                                            run,
                                            parts.hypervisor().describe(),
                                            kind,
                                            started.ports(),
                                            Optional.empty(),
                                            ending::now)
                                    .joined(Link.SECOND));
                });
    }

    private HostState bootKept(
            KeptVm.Hold hold, Parts parts, Engine.Kind kind, Optional<Provision> provision) {
        hold.end(); // one that died, or that was made otherwise
        Path disk = disk(parts, kind, provision);
        return OwnRun.start(
                cache,
                (run, ending) -> {
                    Launch.Started started = boot(parts, run, disk, kind);
                    ProcessHandle process = started.vm().process();
                    HostState state =
                            new HostState(
                                    parts.hypervisor().describe(),
                                    run.path().toString(),
                                    recipe(parts),
                                    process.pid(),
                                    HostState.started(process),
                                    started.ports().numbers());
                    hold.note(state);
                    run.keep();
                    ending.cancel();
                    return state;
                });
    }

    private Path disk(Parts parts, Engine.Kind kind, Optional<Provision> provision) {
        return new ProvisionedDisk(cache, parts, VmSize.of(settings)).file(kind, provision);
    }

    private Launch.Started boot(Parts parts, RunDir run, Path disk, Engine.Kind kind) {
        return new Launch(parts.hypervisor(), VmSize.of(settings))
                .boot(run, disk, false, kind, Ports.of(settings), Link.of(run));
    }

    /** The hash of what a kept VM must have been made with to be used. */
    private String recipe(Parts parts) {
        return Hash.start()
                .add(parts.kernel().binary().toString())
                .add(parts.diskHash())
                .add(VmSize.of(settings).toString())
                .add(settings.get(Setting.PORTS))
                .hex();
    }

    /** The cache entries that a VM is booted from, built now if they are missing. */
    List<Path> entries() {
        Parts parts = Parts.of(settings, cache);
        return Stream.of(parts.kernel().binary(), parts.disk()).map(Path::getParent).toList();
    }
}
