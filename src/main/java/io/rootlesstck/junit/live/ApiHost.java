package io.rootlesstck.junit.live;

import io.rootlesstck.base.NotOursException;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Ports;
import java.util.List;
import java.util.Optional;

/** The host of a cluster of which nothing is known but what its API tells. */
final class ApiHost implements Host {
    private static final String UNKNOWN = "unknown";

    @Override
    public String describe() {
        return "an existing cluster, by its API alone";
    }

    @Override
    public Engine engine() {
        throw new NotOursException("use an engine, and was told of none");
    }

    @Override
    public HostFacts facts() {
        return new HostFacts(describe(), UNKNOWN, UNKNOWN, UNKNOWN, List.of(), UNKNOWN, UNKNOWN);
    }

    @Override
    public Optional<HostRoot> root() {
        return Optional.empty();
    }

    @Override
    public Ports ports() {
        return new Ports(List.of());
    }

    @Override
    public void close() {
        // Nothing is the kit's here.
    }
}
