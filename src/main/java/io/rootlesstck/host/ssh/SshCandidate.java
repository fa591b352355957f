package io.rootlesstck.host.ssh;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.host.Candidate;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.Offer;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.debian.SystemPackages;
import io.rootlesstck.host.engine.EngineCandidate;
import io.rootlesstck.host.engine.OpenedHost;
import io.rootlesstck.host.process.Background;
import io.rootlesstck.host.process.OwnRun;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Another machine, whose rootless engine belongs to the user that one is there; taken only after
 * the same proof as an engine on this machine.
 */
public final class SshCandidate implements Candidate {
    /** Longer than ssh itself waits for one machine: there may be another one on the way. */
    private static final Duration TO_CONNECT = Duration.ofSeconds(45);

    private static final List<SystemPackages.Needed> NEEDED =
            List.of(
                    new SystemPackages.Needed("openssh-client", "ssh"),
                    new SystemPackages.Needed("util-linux", "setsid"));

    private final SshAddress address;
    private final Engine.Kind kind;
    private final Settings settings;
    private final Cache cache;

    /**
     * Describes the machine of {@code tck.host}; nothing is asked yet.
     *
     * @param kind the engine that is wanted
     * @throws UsageException if {@code tck.host} has no good address
     */
    public SshCandidate(Engine.Kind kind, Settings settings, Cache cache) {
        this.address = SshAddress.parse(settings.get(Setting.HOST));
        this.kind = kind;
        this.settings = settings;
        this.cache = cache;
    }

    @Override
    public Sort sort() {
        return Sort.SSH;
    }

    @Override
    public String describe() {
        return "machine " + address;
    }

    /**
     * Connects, and looks for the engine.
     *
     * @throws io.rootlesstck.base.TckException if there is no ssh here
     */
    @Override
    public Offer offer() {
        Optional<Path> config = config();
        new SystemPackages(settings).ensure("reach " + address, NEEDED);
        return OwnRun.start(
                cache,
                (run, ending) -> {
                    Offer offer = connect(run, config, ending::now);
                    if (offer instanceof Offer.Refused) {
                        ending.now();
                    }
                    return offer;
                });
    }

    /** The file in the place of the user's own configuration. */
    private Optional<Path> config() {
        Optional<Path> config =
                settings.find(Setting.HOST_SSH_CONFIG).map(Path::of).map(Path::toAbsolutePath);
        if (config.filter(file -> !Files.isRegularFile(file)).isPresent()) {
            throw settings.bad(Setting.HOST_SSH_CONFIG, "a file that is there");
        }
        return config;
    }

    private Offer connect(RunDir run, Optional<Path> config, Runnable end) {
        Background master =
                SshMaster.open(
                        run, SshLogin.ofUser(address, config), Map.of(), new Ports(List.of()));
        if (!connected(run, master)) {
            return refused(SshFailure.of(address, master.tail()));
        }
        SshMaster machine = SshMaster.of(run);
        String answer = machine.run(RemoteUser.question()).out();
        Optional<RemoteUser> user = RemoteUser.of(answer);
        if (user.isEmpty()) {
            return refused("it runs no commands for you; asked who you are, it said: " + answer);
        }
        Optional<String> fault = user.get().fault(kind);
        if (fault.isPresent()) {
            return refused(fault.get());
        }
        Path socket = run.file(kind.word() + ".sock");
        Ports wanted = Ports.of(settings);
        Ports ports = wanted.without(wanted.busy());
        if (ports.isEmpty()) {
            return refused(
                    "all ports of %s are busy on this machine; give others with -D%s=FIRST-LAST"
                            .formatted(wanted, Setting.PORTS.key()));
        }
        var forwarded =
                machine.forward(Map.of(socket, user.get().socket(kind).orElseThrow()), ports);
        if (!forwarded.ok()) {
            return refused("ssh could not forward: " + forwarded.out() + forwarded.err());
        }
        return offer(socket, ports, master, end);
    }

    private static boolean connected(RunDir run, Background master) {
        try {
            Awaitility.await("ssh")
                    .atMost(TO_CONNECT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(25))
                    .until(() -> Files.exists(SshMaster.control(run)) || !master.isAlive());
            return master.isAlive();
        } catch (ConditionTimeoutException stillTrying) {
            return false; // what it wrote meanwhile goes into the reason
        }
    }

    private Offer offer(Path socket, Ports ports, Background master, Runnable end) {
        Offer offer =
                new EngineCandidate(URI.create("unix://" + socket), kind, settings, cache)
                        .offer(ports);
        if (offer instanceof Offer.Accepted accepted) {
            Host engine = accepted.host();
            return new Offer.Accepted(
                    // Without root, also where the user could become that: it is not our machine.
                    new OpenedHost(describe(engine.engine()), engine, Optional.empty(), end),
                    "reached by ssh; " + accepted.reason());
        }
        String said = master.tail();
        if (offer instanceof Offer.Refused refused && !said.isEmpty()) {
            // For example that the server there forwards nothing.
            return refused(String.join("; ", refused.reasons()) + ". ssh said:\n" + said);
        }
        return offer;
    }

    private String describe(Engine engine) {
        return "%s %s of %s".formatted(engine.kind().title(), engine.version(), address);
    }

    private static Offer refused(String reason) {
        return new Offer.Refused(List.of(reason.strip()));
    }
}
