package io.rootlesstck.host.container;

import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Ports;
import java.util.Optional;

/** The host container, up and running, with its rootless engines. */
final class ContainerHost implements Host {
    private final String below;
    private final Host engine;
    private final HostRoot root;
    private final Runnable whenClosed;

    /**
     * Describes a container that is up.
     *
     * @param below names the engine that it is a container of
     * @param engine its own engine, as a host
     * @param whenClosed removes it
     */
    ContainerHost(String below, Host engine, HostRoot root, Runnable whenClosed) {
        this.below = below;
        this.engine = engine;
        this.root = root;
        this.whenClosed = whenClosed;
    }

    @Override
    public String describe() {
        return "host container on " + below;
    }

    @Override
    public Engine engine() {
        return engine.engine();
    }

    @Override
    public HostFacts facts() {
        return engine.facts().of(describe());
    }

    /** Root of the container, who may not change the machine's kernel. */
    @Override
    public Optional<HostRoot> root() {
        return Optional.of(root);
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
