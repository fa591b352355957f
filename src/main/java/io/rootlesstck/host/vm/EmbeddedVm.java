package io.rootlesstck.host.vm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.SecondHost;
import io.rootlesstck.host.debian.HostTree;
import io.rootlesstck.host.engine.UnixHttp;
import io.rootlesstck.host.ssh.SshMaster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The embedded VM, up and running, with its rootless engines. */
public final class EmbeddedVm implements Host {
    private static final String RUNTIME = HostTree.runtime();
    private static final String DELEGATED =
            "/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/cgroup.controllers";

    private final RunDir run;
    private final String title;
    private final Engine engine;
    private final Ports ports;
    private final Optional<Supplier<SecondHost>> second;
    private final Runnable whenClosed;

    /**
     * Describes a VM that is up.
     *
     * @param second makes another one beside it
     */
    EmbeddedVm(
            RunDir run,
            String title,
            Engine.Kind kind,
            Ports ports,
            Optional<Supplier<SecondHost>> second,
            Runnable whenClosed) {
        this.run = run;
        this.title = title;
        this.engine = engineOf(run, kind);
        this.ports = ports;
        this.second = second;
        this.whenClosed = whenClosed;
    }

    /** The local socket of one of the engines. */
    static Path socket(RunDir run, Engine.Kind kind) {
        return run.file(kind.word() + ".sock");
    }

    private static Engine engineOf(RunDir run, Engine.Kind kind) {
        Path socket = socket(run, kind);
        try {
            String version =
                    new ObjectMapper()
                            .readTree(UnixHttp.get(socket, "/version"))
                            .path("Version")
                            .asText();
            return new Engine(kind, URI.create("unix://" + socket), version);
        } catch (IOException e) {
            throw TckException.of(
                            "ask %s in the embedded VM for its version".formatted(kind.title()))
                    .found(String.valueOf(e.getMessage()))
                    .cause(e)
                    .error();
        }
    }

    @Override
    public String describe() {
        return "embedded VM (" + title + ")";
    }

    @Override
    public Engine engine() {
        return engine;
    }

    /** The same VM's engine of a kind: both run, whichever was chosen. */
    public Engine engine(Engine.Kind kind) {
        return kind == engine.kind() ? engine : engineOf(run, kind);
    }

    @Override
    public HostFacts facts() {
        return new HostFacts(
                describe(),
                engine.kind().title(),
                engine.version(),
                uidMap(),
                List.of(read(DELEGATED).split(" ")),
                read("/proc/sys/kernel/osrelease"),
                distribution());
    }

    private String uidMap() {
        String map =
                switch (engine.kind()) {
                    case DOCKER ->
                            read(
                                    "/proc/%s/uid_map"
                                            .formatted(
                                                    read(RUNTIME + "/dockerd-rootless/child_pid")));
                    case PODMAN -> asUser("podman", "unshare", "cat", "/proc/self/uid_map");
                };
        return map.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private String distribution() {
        return read("/etc/os-release")
                .lines()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst()
                .orElse("unknown");
    }

    private String read(String file) {
        return rootShell().run("cat", file).orThrow("read " + file + " in the VM").out().strip();
    }

    private String asUser(String... argv) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "runuser",
                                "-u",
                                HostTree.USER,
                                "--",
                                "env",
                                "--chdir=/",
                                "XDG_RUNTIME_DIR=" + RUNTIME));
        all.addAll(List.of(argv));
        return rootShell()
                .run(all.toArray(String[]::new))
                .orThrow("run " + argv[0] + " in the VM")
                .out()
                .strip();
    }

    private SshMaster rootShell() {
        return SshMaster.of(run);
    }

    @Override
    public Optional<HostRoot> root() {
        return Optional.of(rootShell()::run);
    }

    @Override
    public Ports ports() {
        return ports;
    }

    @Override
    public Optional<String> addressForOthers() {
        return second.map(maker -> Link.FIRST);
    }

    @Override
    public SecondHost second() {
        return second.orElseThrow(UnsupportedOperationException::new).get();
    }

    /** Gives it its address on the wire between two VMs. */
    EmbeddedVm joined(String address) {
        Link.join(rootShell(), address);
        return this;
    }

    /** Shuts the guest down in order, so that its disk is whole; only then close. */
    void powerOff() {
        Exec.Result asked = rootShell().run("systemctl", "poweroff");
        // The connection may end before the answer: 255 is what ssh then says.
        if (!asked.ok() && asked.exit() != 255) {
            asked.orThrow("shut the embedded VM down");
        }
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
