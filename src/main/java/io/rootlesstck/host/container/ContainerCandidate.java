package io.rootlesstck.host.container;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Endings;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.Candidate;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Offer;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.debian.HostTree;
import io.rootlesstck.host.debian.SystemPackages;
import io.rootlesstck.host.engine.EngineAddresses;
import io.rootlesstck.host.engine.EngineCandidate;
import io.rootlesstck.host.engine.EngineClient;
import io.rootlesstck.host.engine.OpenedHost;
import io.rootlesstck.host.engine.RunLabels;
import io.rootlesstck.host.process.Ending;
import io.rootlesstck.host.process.OwnRun;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A privileged container of a rootful Docker, with rootless engines of its own inside. It is what
 * the kit never makes unless it is asked for by this very word.
 */
public final class ContainerCandidate implements Candidate {
    /** As Java calls it. */
    private static final String ARCHITECTURE = "amd64";

    private static final List<SystemPackages.Needed> NEEDED =
            List.of(
                    new SystemPackages.Needed("openssh-client", "ssh"),
                    new SystemPackages.Needed("openssh-client", "ssh-keygen"),
                    new SystemPackages.Needed("util-linux", "setsid"));

    private final Engine.Kind kind;
    private final Settings settings;
    private final Cache cache;

    /**
     * Describes it; nothing is asked or made yet.
     *
     * @param kind the engine that is wanted inside
     */
    public ContainerCandidate(Engine.Kind kind, Settings settings, Cache cache) {
        this.kind = kind;
        this.settings = settings;
        this.cache = cache;
    }

    @Override
    public Sort sort() {
        return Sort.CONTAINER;
    }

    @Override
    public String describe() {
        return "host container";
    }

    @Override
    public Offer offer() {
        if (!ARCHITECTURE.equals(System.getProperty("os.arch"))) {
            return new Offer.Refused(List.of("it is made for x86-64 only"));
        }
        Optional<URI> address = EngineAddresses.rootful();
        if (address.isEmpty()) {
            return new Offer.Refused(
                    List.of(
                            "there is no engine to make it on: neither does DOCKER_HOST name one,"
                                    + " nor is there /var/run/docker.sock"));
        }
        try (EngineClient engine = EngineClient.of(address.get())) {
            EngineClient.Identity identity = engine.identity();
            List<String> faults = ContainerFaults.of(identity, address.get());
            return faults.isEmpty() ? make(address.get(), identity) : new Offer.Refused(faults);
        } catch (IOException e) {
            return new Offer.Refused(
                    List.of(
                            "the engine at %s does not answer: %s"
                                    .formatted(address.get(), e.getMessage())));
        }
    }

    private Offer make(URI address, EngineClient.Identity identity) {
        new SystemPackages(settings).ensure("reach the host container by ssh", NEEDED);
        String below =
                "%s %s at %s".formatted(identity.kind().title(), identity.version(), address);
        // Stays open as long as the container is there.
        EngineClient engine = EngineClient.of(address);
        return OwnRun.start(
                cache,
                (run, runEnding) -> {
                    RunLabels.sweep(engine.docker(), cache);
                    String image = new HostImage(new HostTree(), settings, cache).ensure(engine);
                    HostContainer container =
                            HostContainer.create(
                                    engine.docker(), image, RunLabels.of(run, cache), sshPort());
                    Endings endings = new Endings();
                    endings.add(runEnding::now);
                    endings.add(Ending.of(container::close)::now);
                    boolean taken = false;
                    try {
                        Offer offer = offer(run, container, below, endings::close);
                        taken = offer instanceof Offer.Accepted;
                        return offer;
                    } finally {
                        if (!taken) {
                            endings.close();
                        }
                    }
                });
    }

    private Offer offer(RunDir run, HostContainer container, String below, Runnable end) {
        Ports ports = freePorts();
        ContainerLaunch.Started started =
                new ContainerLaunch(run, container).boot(new HostTree(), kind, ports);
        Offer offer = new EngineCandidate(started.endpoint(), kind, settings, cache).offer(ports);
        if (offer instanceof Offer.Accepted accepted) {
            return new Offer.Accepted(
                    new OpenedHost(
                            "host container on " + below,
                            accepted.host(),
                            // Of the container: it may not change the machine's kernel.
                            Optional.of(new ContainerRoot(started.shell())),
                            end),
                    "made as it was asked for, and its own engine is fit: " + accepted.reason());
        }
        return offer;
    }

    private Optional<Integer> sshPort() {
        return settings.find(Setting.HOST_CONTAINER_PORT)
                .map(given -> settings.number(Setting.HOST_CONTAINER_PORT));
    }

    private Ports freePorts() {
        Ports wanted = Ports.of(settings);
        return wanted.without(wanted.busy());
    }
}
