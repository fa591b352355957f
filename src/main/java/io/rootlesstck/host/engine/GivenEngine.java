package io.rootlesstck.host.engine;

import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Ports;
import java.net.URI;
import java.util.Optional;

/** A rootless engine that was there already; it is used, and left as it was. */
final class GivenEngine implements Host {
    private final Engine engine;
    private final EngineClient.Identity identity;
    private final RootlessProof proof;
    private final Ports ports;

    GivenEngine(URI address, EngineClient.Identity identity, RootlessProof proof, Ports ports) {
        this.engine = new Engine(identity.kind(), address, identity.version());
        this.identity = identity;
        this.proof = proof;
        this.ports = ports;
    }

    @Override
    public String describe() {
        return engine.toString();
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public HostFacts facts() {
        return new HostFacts(
                describe(),
                engine.kind().title(),
                engine.version(),
                String.join("\n", proof.uidMap()),
                proof.controllers(),
                identity.kernel(),
                identity.distribution());
    }

    /** None: the machine is not ours. */
    @Override
    public Optional<HostRoot> root() {
        return Optional.empty();
    }

    /**
     * All that were asked for, also those that look busy from here: behind a tunnel it is the
     * tunnel that holds them.
     */
    @Override
    public Ports ports() {
        return ports;
    }

    @Override
    public void close() {
        // Nothing is ours here.
    }
}
