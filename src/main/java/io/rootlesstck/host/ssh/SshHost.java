package io.rootlesstck.host.ssh;

import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Ports;
import java.util.Optional;

/** A user's rootless engine on another machine, over one ssh connection. */
final class SshHost implements Host {
    private final SshAddress address;
    private final Host engine;
    private final Runnable whenClosed;

    /**
     * Describes a connection that is open.
     *
     * @param engine the engine at the end of the connection, as a host of its own
     * @param whenClosed ends the connection
     */
    SshHost(SshAddress address, Host engine, Runnable whenClosed) {
        this.address = address;
        this.engine = engine;
        this.whenClosed = whenClosed;
    }

    @Override
    public String describe() {
        return "%s %s of %s"
                .formatted(engine().kind().title(), engine().version(), address.toString());
    }

    @Override
    public Engine engine() {
        return engine.engine();
    }

    @Override
    public HostFacts facts() {
        return engine.facts().of(describe());
    }

    /** None, also where the user could become root there: the machine is not the kit's own. */
    @Override
    public Optional<HostRoot> root() {
        return Optional.empty();
    }

    @Override
    public Ports ports() {
        return engine.ports();
    }

    @Override
    public void close() {
        engine.close();
        whenClosed.run();
    }
}
