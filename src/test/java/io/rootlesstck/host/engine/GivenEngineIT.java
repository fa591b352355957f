package io.rootlesstck.host.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Offer;
import io.rootlesstck.host.vm.EmbeddedVm;
import io.rootlesstck.host.vm.VmFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
        Path run = requireNonNull(Path.of(vm.engine().endpoint().getPath()).getParent());
        Path here = run.resolve("rootful.sock");
        Exec.of(
                        "ssh",
                        "-F",
                        "none",
                        "-o",
                        "ControlPath=" + run.resolve("ssh"),
                        "-O",
                        "forward",
                        "-L",
                        here + ":" + guest,
                        "root@127.0.0.1")
                .run()
                .orThrow("forward a socket");
        return URI.create("unix://" + here);
    }
}
