package io.rootlesstck.host.vm;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.Candidate;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Offer;
import io.rootlesstck.host.Provision;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The embedded VM as a host that could be taken. */
public final class VmCandidate implements Candidate {
    private final VmHosts hosts;
    private final Engine.Kind kind;
    private final Supplier<Provision> provision;

    /**
     * Describes the VM; nothing is built before it is taken.
     *
     * @param provision what its engine should hold from the start; asked for when it is taken
     */
    public VmCandidate(
            Settings settings, Cache cache, Engine.Kind kind, Supplier<Provision> provision) {
        this.hosts = new VmHosts(settings, cache);
        this.kind = kind;
        this.provision = provision;
    }

    @Override
    public Sort sort() {
        return Sort.VM;
    }

    @Override
    public String describe() {
        return "embedded VM";
    }

    @Override
    public Offer offer() {
        Optional<String> obstacle = VmNeeds.obstacle();
        if (obstacle.isPresent()) {
            return new Offer.Refused(List.of(obstacle.get()));
        }
        return new Offer.Accepted(
                hosts.take(kind, Optional.of(provision.get())),
                "the kit's own rootless %s, root and kernel included".formatted(kind.title()));
    }
}
