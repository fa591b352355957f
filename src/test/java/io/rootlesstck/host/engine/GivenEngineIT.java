package io.rootlesstck.host.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Offer;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.ssh.SshCandidate;
import io.rootlesstck.host.ssh.SshMaster;
import io.rootlesstck.host.ssh.SshPort;
import io.rootlesstck.host.vm.EmbeddedVm;
import io.rootlesstck.host.vm.VmFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The embedded VM's engines, handed over as if they were somebody else's. */
@Isolated("it looks for engines that are there")
class GivenEngineIT {
    private static final String ROOTFUL = "/run/rootful.sock";

    /** One of those that lead to the same one of the guest. */
    private static final int SSH_PORT = 21503;

    @TempDir private static Path folder;
    private static EmbeddedVm vm;
    private static Settings settings;

    @BeforeAll
    static void boot() throws IOException {
        Path cache = VmFixture.cache(folder);
        settings = VmFixture.settings(cache);
        vm = VmFixture.boot(cache, Engine.Kind.DOCKER);
    }

    @AfterAll
    static void end() {
        vm.close();
    }

    @ParameterizedTest
    @EnumSource
    void acceptsARootlessEngineByProof(Engine.Kind kind) {
        Offer offer = offer(vm.engine(kind).endpoint(), kind);

        assertThat(offer).isInstanceOf(Offer.Accepted.class);
        Offer.Accepted accepted = (Offer.Accepted) offer;
        assertThat(accepted.reason())
                .isEqualTo(
                        "it is rootless (uid_map 0 1000 1, 1 100000 65536) and has the controllers"
                                + " cpuset cpu io memory pids");
        try (Host host = accepted.host()) {
            assertThat(host.engine().kind()).isEqualTo(kind);
            assertThat(host.facts().uidMap()).isEqualTo("0 1000 1\n1 100000 65536");
            assertThat(host.root()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptsAMachineByTheSameProof(Engine.Kind kind) throws IOException {
        Path key = keyOfTheUser();

        Offer offer = machine("tck", kind, key);

        assertThat(offer).isInstanceOf(Offer.Accepted.class);
        Offer.Accepted accepted = (Offer.Accepted) offer;
        assertThat(accepted.reason())
                .startsWith("reached by ssh; it is rootless (uid_map 0 1000 1, 1 100000 65536)");
        try (Host host = accepted.host()) {
            assertThat(host.describe())
                    .startsWith(kind.title())
                    .endsWith("of ssh://tck@127.0.0.1:" + SSH_PORT);
            assertThat(host.facts().uidMap()).isEqualTo("0 1000 1\n1 100000 65536");
            assertThat(host.ports()).hasToString("21510-21513");
            assertThat(host.root()).isEmpty();
            assertThat(runs()).hasSize(2);
        }
        assertThat(runs()).containsExactly(run().path());
    }

    @Test
    void saysThatAKeyDoesNotOpenTheMachine() throws IOException {
        keyOfTheUser();
        Path other = key("other");

        assertThat(machine("tck", Engine.Kind.DOCKER, other))
                .asInstanceOf(type(Offer.Refused.class))
                .satisfies(
                        refused ->
                                assertThat(refused.reasons())
                                        .singleElement()
                                        .asString()
                                        .startsWith("no key of yours opens it; `ssh -p ")
                                        .contains("Permission denied"));
        assertThat(runs()).containsExactly(run().path());
    }

    @Test
    void refusesTheRootOfAMachine() throws IOException {
        Path key = keyOfTheUser();

        assertThat(machine("root", Engine.Kind.DOCKER, key))
                .asInstanceOf(type(Offer.Refused.class))
                .satisfies(
                        refused ->
                                assertThat(refused.reasons())
                                        .singleElement()
                                        .asString()
                                        .startsWith("the user there is root"));
    }

    @Test
    void refusesARootfulEngineAndStartsNothingOnIt() {
        HostRoot root = vm.root().orElseThrow();
        root.run(
                        "systemd-run",
                        "--unit=rootful",
                        "dockerd",
                        "--host=unix://" + ROOTFUL,
                        "--data-root=/var/lib/rootful",
                        "--exec-root=/run/rootful",
                        "--pidfile=/run/rootful.pid",
                        "--bridge=none",
                        "--iptables=false")
                .orThrow("start a rootful engine in the VM");
        Awaitility.await("the rootful engine")
                .atMost(Duration.ofSeconds(60))
                .until(() -> docker(root, "version").ok());

        Offer offer = offer(forwarded(ROOTFUL), Engine.Kind.DOCKER);

        assertThat(offer).isInstanceOf(Offer.Refused.class);
        assertThat(((Offer.Refused) offer).reasons())
                .singleElement()
                .asString()
                .contains("runs as root", "never on a rootful engine");
        assertThat(docker(root, "images", "--quiet").out()).isEmpty();
    }

    @Test
    void refusesWhatDoesNotAnswer() {
        Offer offer = offer(URI.create("unix://" + folder.resolve("nobody")), Engine.Kind.DOCKER);

        assertThat(offer).isInstanceOf(Offer.Refused.class);
        assertThat(((Offer.Refused) offer).reasons())
                .singleElement()
                .asString()
                .startsWith("does not answer: ");
    }

    private static Offer offer(URI address, Engine.Kind kind) {
        return new EngineCandidate(address, kind, settings, Cache.of(settings)).offer();
    }

    /** What is there by ssh, for one who has a key and knows the machine. */
    private static Offer machine(String user, Engine.Kind kind, Path key) throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("ssh_config"),
                        """
                        Host *
                          IdentityFile %s
                          IdentitiesOnly yes
                          IdentityAgent none
                          UserKnownHostsFile %s
                          HostKeyAlias tck
                        """
                                .formatted(key, run().file("known_hosts")));
        Settings machine =
                settings.with(Setting.HOST, "ssh://%s@127.0.0.1:%d".formatted(user, SSH_PORT))
                        .with(Setting.HOST_SSH_CONFIG, config.toString())
                        .with(Setting.PORTS, "21510-21513");
        return new SshCandidate(kind, machine, Cache.of(machine)).offer();
    }

    /** A key that opens an ssh server of the guest's for users, which is started now. */
    private static Path keyOfTheUser() throws IOException {
        Path key = folder.resolve("user");
        if (Files.exists(key)) {
            return key;
        }
        key("user");
        HostRoot root = vm.root().orElseThrow();
        root.write("/run/tck/user_key", Files.readString(folder.resolve("user.pub")));
        root.write(
                "/run/tck/users_sshd",
                """
                Port %d
                ListenAddress 127.0.0.1
                HostKey /run/tck/ssh_host_ed25519_key
                AuthorizedKeysFile /run/tck/user_key
                StrictModes no
                PermitRootLogin prohibit-password
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                UsePAM yes
                PidFile none
                """
                        .formatted(SSH_PORT));
        root.run(
                        "systemd-run",
                        "--unit=users-ssh",
                        "/usr/sbin/sshd",
                        "-De",
                        "-f",
                        "/run/tck/users_sshd")
                .orThrow("start an ssh server for users");
        Awaitility.await("the ssh server for users")
                .atMost(Duration.ofSeconds(30))
                .until(() -> SshPort.answers(SSH_PORT));
        return key;
    }

    private static Path key(String name) {
        Path file = folder.resolve(name);
        Exec.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
                .run()
                .orThrow("make a key");
        return file;
    }

    private static List<Path> runs() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.toList();
        }
    }

    private static Exec.Result docker(HostRoot root, String... arguments) {
        String[] argv = new String[arguments.length + 3];
        argv[0] = "docker";
        argv[1] = "--host";
        argv[2] = "unix://" + ROOTFUL;
        System.arraycopy(arguments, 0, argv, 3, arguments.length);
        return root.run(argv);
    }

    /** A local socket that leads to one of the guest, over the VM's open connection. */
    private static URI forwarded(String guest) {
        Path here = run().file("rootful.sock");
        SshMaster.of(run())
                .forward(Map.of(here, guest), new Ports(List.of()))
                .orThrow("forward a socket");
        return URI.create("unix://" + here);
    }

    private static RunDir run() {
        return RunDir.at(requireNonNull(Path.of(vm.engine().endpoint().getPath()).getParent()));
    }
}
