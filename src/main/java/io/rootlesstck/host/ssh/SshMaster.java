package io.rootlesstck.host.ssh;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.process.Background;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One ssh connection that carries everything between this machine and a host: the engines' sockets,
 * the published ports, and commands.
 */
public final class SshMaster {
    private static final String CONTROL = "ssh";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Never dialled: what stands here shares the open connection. */
    private static final String ANYONE = "root@127.0.0.1";

    private final RunDir run;

    private SshMaster(RunDir run) {
        this.run = run;
    }

    /**
     * Opens a connection; it is open as soon as {@link #control} is there, and ends with the run.
     *
     * @param sockets the host's sockets by the local ones that lead to them
     * @param ports ports that lead to the same port of the host's loopback
     */
    public static Background open(
            RunDir run, SshLogin login, Map<Path, String> sockets, Ports ports) {
        List<String> argv = new ArrayList<>(List.of("ssh", "-M", "-N"));
        option(argv, "ControlPath", path(run));
        option(argv, "BatchMode", "yes");
        option(argv, "ConnectTimeout", "10");
        option(argv, "StreamLocalBindMask", "0177");
        option(argv, "ExitOnForwardFailure", "yes");
        argv.addAll(login.options());
        argv.addAll(forwards(sockets, ports));
        argv.addAll(login.destination());
        return Background.of(run, CONTROL + "-master", argv).start();
    }

    /** Uses the open connection of a run. */
    public static SshMaster of(RunDir run) {
        return new SshMaster(run);
    }

    /** The socket by which other ssh programs share the connection. */
    public static Path control(RunDir run) {
        return run.file(CONTROL);
    }

    /** Runs a program on the host, as the user that the connection is for, to its end. */
    public Exec.Result run(String... argv) {
        List<String> all = new ArrayList<>(shell());
        for (String word : argv) {
            all.add(quoted(word));
        }
        return Exec.of(all).within(LIMIT).run();
    }

    /**
     * Forwards more, until the connection ends.
     *
     * @param sockets the host's sockets by the local ones that lead to them
     * @param ports ports that lead to the same port of the host's loopback
     */
    public Exec.Result forward(Map<Path, String> sockets, Ports ports) {
        List<String> argv = new ArrayList<>(List.of("ssh", "-F", "none"));
        option(argv, "ControlPath", path(run));
        argv.addAll(List.of("-O", "forward"));
        argv.addAll(forwards(sockets, ports));
        argv.add(ANYONE);
        return Exec.of(argv).within(LIMIT).run();
    }

    private static List<String> forwards(Map<Path, String> sockets, Ports ports) {
        List<String> argv = new ArrayList<>();
        sockets.forEach((here, there) -> argv.addAll(List.of("-L", here + ":" + there)));
        ports.numbers()
                .forEach(
                        p ->
                                argv.addAll(
                                        List.of(
                                                "-L",
                                                "127.0.0.1:%d:127.0.0.1:%d".formatted(p, p))));
        return argv;
    }

    /** The program that opens a shell on the host, or runs what follows it. */
    public List<String> shell() {
        return List.of(
                "ssh",
                "-F",
                "none",
                "-o",
                "ControlMaster=no",
                "-o",
                "ControlPath=" + path(run),
                "-o",
                "BatchMode=yes",
                // Without the open connection: fail, and never dial this machine's own port 22.
                "-o",
                "ProxyCommand=false",
                ANYONE,
                "--");
    }

    /** A word that the host's shell, which ssh always asks, takes as it is. */
    public static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** The control socket as an option has it, where a per cent sign begins a variable. */
    private static String path(RunDir run) {
        return control(run).toString().replace("%", "%%");
    }

    private static void option(List<String> argv, String name, String value) {
        argv.addAll(List.of("-o", name + "=" + value));
    }
}
