package io.rootlesstck.host.vm;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One ssh connection that carries everything between this machine and the guest: the engines'
 * sockets, the published ports, and commands as root.
 */
final class SshMaster implements HostRoot {
    private static final String CONTROL = "ssh";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final RunDir run;

    private SshMaster(RunDir run) {
        this.run = run;
    }

    /**
     * Opens the connection to a guest whose ssh answers.
     *
     * @param sockets the guest's sockets by the local ones that lead to them
     * @param ports ports that lead to the same port of the guest's loopback
     */
    static Background open(
            RunDir run, Keys keys, int port, Map<Path, String> sockets, Ports ports) {
        List<String> argv = new ArrayList<>(List.of("ssh", "-F", "none", "-M", "-N"));
        option(argv, "ControlPath", run.file(CONTROL).toString());
        option(argv, "BatchMode", "yes");
        option(argv, "IdentityFile", keys.own().toString());
        option(argv, "IdentitiesOnly", "yes");
        option(argv, "IdentityAgent", "none");
        option(argv, "UserKnownHostsFile", keys.known().toString());
        option(argv, "GlobalKnownHostsFile", "/dev/null");
        option(argv, "StrictHostKeyChecking", "yes");
        option(argv, "ConnectTimeout", "10");
        // The fastest: images of hundreds of megabytes go through.
        option(argv, "Ciphers", "aes128-gcm@openssh.com");
        option(argv, "Compression", "no");
        option(argv, "StreamLocalBindMask", "0177");
        option(argv, "ExitOnForwardFailure", "yes");
        sockets.forEach((here, there) -> argv.addAll(List.of("-L", here + ":" + there)));
        ports.numbers()
                .forEach(
                        p ->
                                argv.addAll(
                                        List.of(
                                                "-L",
                                                "127.0.0.1:%d:127.0.0.1:%d".formatted(p, p))));
        argv.addAll(List.of("-p", Integer.toString(port), "root@127.0.0.1"));
        return Background.of(run, CONTROL + "-master", argv).start();
    }

    /** Uses the open connection of a run. */
    static SshMaster of(RunDir run) {
        return new SshMaster(run);
    }

    /** The socket by which other ssh programs share the connection. */
    static Path control(RunDir run) {
        return run.file(CONTROL);
    }

    @Override
    public Exec.Result run(String... argv) {
        List<String> all = new ArrayList<>(shell());
        for (String word : argv) {
            all.add(quoted(word));
        }
        return Exec.of(all).within(LIMIT).run();
    }

    /** The program that opens a shell of root in the guest, or runs what follows it. */
    List<String> shell() {
        return List.of(
                "ssh",
                "-F",
                "none",
                "-o",
                "ControlMaster=no",
                "-o",
                "ControlPath=" + run.file(CONTROL),
                "-o",
                "BatchMode=yes",
                // Without the open connection: fail, and never dial this machine's own port 22.
                "-o",
                "ProxyCommand=false",
                "root@127.0.0.1",
                "--");
    }

    /** A word that the guest's shell, which ssh always asks, takes as it is. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static void option(List<String> argv, String name, String value) {
        argv.addAll(List.of("-o", name + "=" + value));
    }
}
