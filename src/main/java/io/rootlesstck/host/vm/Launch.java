package io.rootlesstck.host.vm;

import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.debian.HostTree;
import io.rootlesstck.host.engine.UnixHttp;
import io.rootlesstck.host.process.Background;
import io.rootlesstck.host.ssh.Keys;
import io.rootlesstck.host.ssh.SshLogin;
import io.rootlesstck.host.ssh.SshMaster;
import io.rootlesstck.host.ssh.SshPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** Starts a VM and waits, step by step, until its engine answers. */
final class Launch {
    private static final Duration TO_SSH = Duration.ofMinutes(2);
    private static final Duration TO_ENGINE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(25);

    /** Tries before a port that was free a moment ago and is now taken is an error. */
    private static final int TRIES = 5;

    private final Hypervisor hypervisor;
    private final VmSize size;

    /** A VM under way. */
    record Started(Background vm, Slirp network, Ports ports) {}

    Launch(Hypervisor hypervisor, VmSize size) {
        this.hypervisor = hypervisor;
        this.size = size;
    }

    /**
     * Boots a disk.
     *
     * @param run the folder of the VM, which stays the caller's
     * @param write whether to write into the disk itself
     * @param kind the engine to wait for
     * @param wanted the ports to forward, which may be none; those that are busy are named and left
     *     out
     * @param link the wire to another VM
     */
    Started boot(RunDir run, Path disk, boolean write, Engine.Kind kind, Ports wanted, Path link) {
        return Progress.run(
                "VM: boot",
                step -> {
                    Ports ports = free(wanted);
                    Slirp network = network(run, wanted);
                    Keys keys = Keys.make(run);
                    Background vm =
                            hypervisor.start(
                                    new Boot(
                                            run,
                                            disk,
                                            write,
                                            keys.share(),
                                            network.wire(),
                                            link,
                                            size.cpu(),
                                            size.memoryMiB()));
                    await("ssh of the VM", TO_SSH, vm, () -> SshPort.answers(network.port()));
                    step.say("ssh answers");
                    connect(run, keys, network, ports, vm);
                    Path socket = EmbeddedVm.socket(run, kind);
                    await(kind.title() + " in the VM", TO_ENGINE, vm, () -> engineAnswers(socket));
                    return new Started(vm, network, ports);
                });
    }

    private static Ports free(Ports wanted) {
        Ports busy = wanted.busy();
        if (!busy.isEmpty()) {
            Progress.line(
                    "VM: these ports of this machine are busy and are not forwarded: " + busy);
        }
        Ports free = wanted.without(busy);
        if (free.isEmpty() && !wanted.isEmpty()) {
            throw TckException.of("forward ports " + wanted + " of the VM")
                    .found("All of them are busy on this machine.")
                    .next("Give others with -Dtck.ports=FIRST-LAST.")
                    .error();
        }
        return free;
    }

    private static Slirp network(RunDir run, Ports taken) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Slirp.start(run, Ports.anyFreeBut(taken.numbers()));
            } catch (TckException e) {
                // Between our asking and its taking, another program may have taken the port.
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void connect(RunDir run, Keys keys, Slirp network, Ports ports, Background vm) {
        Map<Path, String> sockets = new TreeMap<>();
        HostTree.sockets()
                .forEach((kind, there) -> sockets.put(EmbeddedVm.socket(run, kind), there));
        Background master =
                SshMaster.open(run, SshLogin.ofOwn(keys, network.port()), sockets, ports);
        await(
                "the connection into the VM",
                TO_SSH,
                vm,
                () -> {
                    if (!master.isAlive()) {
                        throw TckException.of("connect to the embedded VM by ssh")
                                .found(master.tail())
                                .error();
                    }
                    return Files.exists(SshMaster.control(run));
                });
    }

    private void await(String what, Duration limit, Background vm, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(limit)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .failFast("the VM ended", () -> !vm.isAlive())
                    .until(condition);
        } catch (TerminalFailureException | ConditionTimeoutException e) {
            throw TckException.of("boot the embedded VM (waiting for %s)".formatted(what))
                    .found(
                            (vm.isAlive()
                                            ? "Not within %d s.".formatted(limit.toSeconds())
                                            : "The VM ended.")
                                    + " The end of its console:\n"
                                    + vm.tail())
                    .cause(e)
                    .error();
        }
    }

    private static boolean engineAnswers(Path socket) {
        try {
            return UnixHttp.get(socket, "/_ping").strip().equals("OK");
        } catch (IOException notYet) {
            return false;
        }
    }
}
