package io.rootlesstck.host.container;

import io.rootlesstck.base.Exec;
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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** Starts a host container and waits, step by step, until its engine answers. */
final class ContainerLaunch {
    private static final Duration TO_SSH = Duration.ofMinutes(2);
    private static final Duration TO_ENGINE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Set by Ubuntu, whose users may then make no namespace without a profile of AppArmor. */
    private static final String RESTRICTED =
            "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";

    private final RunDir run;
    private final HostContainer container;

    /** A host container under way. */
    record Started(URI endpoint, SshMaster shell) {}

    ContainerLaunch(RunDir run, HostContainer container) {
        this.run = run;
        this.container = container;
    }

    /**
     * Boots it.
     *
     * @param kind the engine to wait for
     * @param ports the ports to forward
     */
    Started boot(HostTree tree, Engine.Kind kind, Ports ports) {
        return Progress.run(
                "host container: boot",
                step -> {
                    Keys keys = Keys.make(run);
                    container.lay(new ContainerFiles(tree).tar(keys.share()));
                    container.start();
                    int port = container.sshPort();
                    await(
                            "its systemd to start ssh at 127.0.0.1:" + port,
                            TO_SSH,
                            this::console,
                            () -> SshPort.answers(port));
                    step.say("ssh answers");
                    SshMaster shell = connect(keys, port, ports);
                    Path socket = socket(kind);
                    await(
                            "its " + kind.title(),
                            TO_ENGINE,
                            () -> journal(shell),
                            () -> answers(socket));
                    return new Started(URI.create("unix://" + socket), shell);
                });
    }

    private Path socket(Engine.Kind kind) {
        return run.file(kind.word() + ".sock");
    }

    private SshMaster connect(Keys keys, int port, Ports ports) {
        Map<Path, String> sockets = new TreeMap<>();
        HostTree.sockets().forEach((kind, there) -> sockets.put(socket(kind), there));
        Background master = SshMaster.open(run, SshLogin.ofOwn(keys, port), sockets, ports);
        await(
                "the connection into it",
                TO_SSH,
                master::tail,
                () -> {
                    if (!master.isAlive()) {
                        throw TckException.of("connect to the host container by ssh")
                                .found(master.tail())
                                .error();
                    }
                    return Files.exists(SshMaster.control(run));
                });
        return SshMaster.of(run);
    }

    private String console() {
        return "The end of its console:\n" + container.log();
    }

    /** What the user's services said, and what often is the reason. */
    private static String journal(SshMaster shell) {
        Exec.Result said =
                shell.run("journalctl", "--no-pager", "-o", "cat", "-n", "20", "_UID=1000");
        Exec.Result restricted = shell.run("cat", RESTRICTED);
        return "Its user's services said:\n"
                + said.out()
                + (restricted.out().strip().equals("1")
                        ? "The machine's sysctl kernel.apparmor_restrict_unprivileged_userns is 1:"
                                + " users without root may make no user namespace."
                        : "");
    }

    private void await(
            String what, Duration limit, Supplier<String> said, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(limit)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .failFast("the container ended", () -> !container.isRunning())
                    .until(condition);
        } catch (TerminalFailureException | ConditionTimeoutException e) {
            boolean runs = container.isRunning();
            throw TckException.of("start the host container (waiting for %s)".formatted(what))
                    .found(
                            (runs
                                            ? "Not within %d s. ".formatted(limit.toSeconds())
                                            : "The container ended. ")
                                    + (runs ? said.get() : console()))
                    .next(
                            "See whether the engine runs systemd in a privileged container with a"
                                    + " cgroup namespace of its own; -Dtck.host=vm needs no engine.")
                    .cause(e)
                    .error();
        }
    }

    private static boolean answers(Path socket) {
        try {
            return UnixHttp.get(socket, "/_ping").strip().equals("OK");
        } catch (IOException notYet) {
            return false;
        }
    }
}
