package io.rootlesstck.host.engine;

import io.rootlesstck.base.Endings;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Ports;
import java.util.Optional;

/** A rootless engine together with what the kit had to open, or to make, to get at it. */
public final class OpenedHost implements Host {
    private final String name;
    private final Host engine;
    private final Optional<HostRoot> root;
    private final Endings endings = new Endings();

    /**
     * Describes a host that is up.
     *
     * @param name of the host, for a person
     * @param engine its engine, as a host of its own
     * @param root of the host; nothing where it is not the kit's own
     * @param whenClosed takes back what was opened, whatever becomes of the engine
     */
    public OpenedHost(String name, Host engine, Optional<HostRoot> root, Runnable whenClosed) {
        this.name = name;
        this.engine = engine;
        this.root = root;
        endings.add(whenClosed::run);
        endings.add(engine);
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public Engine engine() {
        return engine.engine();
    }

    @Override
    public HostFacts facts() {
        return engine.facts().of(name);
    }

    @Override
    public Optional<HostRoot> root() {
        return root;
    }

    @Override
    public Ports ports() {
        return engine.ports();
    }

    @Override
    public void close() {
        endings.close();
    }
}
