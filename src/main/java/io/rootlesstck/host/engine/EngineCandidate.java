package io.rootlesstck.host.engine;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.Candidate;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Offer;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.debian.BusyBox;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine that listens somewhere; taken only after it has proven to be rootless and delegated.
 */
public final class EngineCandidate implements Candidate {
    private static final String CGROUP_V2 = "2";

    private final URI address;
    private final Engine.Kind kind;
    private final Settings settings;
    private final Cache cache;

    /**
     * Describes an engine; it is not asked yet.
     *
     * @param kind the engine that is wanted
     */
    public EngineCandidate(URI address, Engine.Kind kind, Settings settings, Cache cache) {
        this.address = address;
        this.kind = kind;
        this.settings = settings;
        this.cache = cache;
    }

    /** All engines that may listen on this machine, in the order in which Testcontainers looks. */
    public static List<Candidate> here(Engine.Kind kind, Settings settings, Cache cache) {
        List<Candidate> candidates = new ArrayList<>();
        for (URI address : EngineAddresses.here()) {
            candidates.add(new EngineCandidate(address, kind, settings, cache));
        }
        return candidates;
    }

    @Override
    public boolean isNamed() {
        return EngineAddresses.named(System.getenv()).filter(address::equals).isPresent();
    }

    @Override
    public Sort sort() {
        return Sort.ENGINE;
    }

    @Override
    public String describe() {
        return "engine at " + address;
    }

    @Override
    public Offer offer() {
        return offer(Ports.ofEngine(settings));
    }

    /**
     * See {@link #offer()}.
     *
     * @param ports those that lead from this machine's loopback to the engine's
     */
    public Offer offer(Ports ports) {
        try (EngineClient client = EngineClient.of(address)) {
            EngineClient.Identity identity = client.identity();
            List<String> faults = faults(identity, kind);
            if (!faults.isEmpty()) {
                // Not one container is started on it: it may be a rootful engine.
                return new Offer.Refused(faults);
            }
            RootlessProof proof = prove(client);
            return proof.faults().isEmpty()
                    ? new Offer.Accepted(
                            new GivenEngine(address, identity, proof, ports),
                            "it is rootless (uid_map %s) and has the controllers %s"
                                    .formatted(
                                            String.join(", ", proof.uidMap()),
                                            String.join(" ", proof.controllers())))
                    : new Offer.Refused(proof.faults());
        } catch (IOException e) {
            return new Offer.Refused(List.of("does not answer: " + e.getMessage()));
        }
    }

    /** Why an engine cannot be used, by what it says of itself. */
    static List<String> faults(EngineClient.Identity identity, Engine.Kind kind) {
        List<String> faults = new ArrayList<>();
        if (!identity.saysRootless()) {
            faults.add(
                    "%s %s runs as root (its info does not say rootless): the kit starts privileged"
                                    .formatted(identity.kind().title(), identity.version())
                            + " containers, and never on a rootful engine");
        }
        if (identity.kind() != kind) {
            faults.add(
                    "it is %s, and the cell asks for %s"
                            .formatted(identity.kind().title(), kind.title()));
        }
        if (!identity.cgroupVersion().equals(CGROUP_V2)) {
            faults.add("it uses cgroup version %s, not 2".formatted(identity.cgroupVersion()));
        }
        return faults;
    }

    private RootlessProof prove(EngineClient client) throws IOException {
        String image = ProbeImage.ensure(client, BusyBox.program(settings, cache));
        return RootlessProof.of(
                client.run(
                        image,
                        ProbeImage.PROGRAM,
                        "cat",
                        "/proc/self/uid_map",
                        "/sys/fs/cgroup/cgroup.controllers"));
    }
}
