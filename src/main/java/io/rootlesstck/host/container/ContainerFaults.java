package io.rootlesstck.host.container;

import io.rootlesstck.host.Engine;
import io.rootlesstck.host.engine.EngineClient;
import java.net.URI;
import java.util.List;

/** Why a host container cannot be made on an engine. */
final class ContainerFaults {
    private static final String CGROUP_V2 = "2";

    private ContainerFaults() {}

    /** By what the engine says of itself, and where it is. */
    static List<String> of(EngineClient.Identity identity, URI address) {
        String name = "%s %s at %s".formatted(identity.kind().title(), identity.version(), address);
        if (identity.saysRootless()) {
            return List.of(name + " is rootless: use it as it is, with -Dtck.host=engine or auto");
        }
        if (identity.kind() != Engine.Kind.DOCKER) {
            return List.of(name + " is not Docker, the one engine that it is made on");
        }
        if (!identity.cgroupVersion().equals(CGROUP_V2)) {
            return List.of(
                    "%s uses cgroup version %s, of which systemd in a container can hand nothing on: boot the machine with systemd.unified_cgroup_hierarchy=1"
                            .formatted(name, identity.cgroupVersion()));
        }
        if (isElsewhere(address)) {
            return List.of(
                    name
                            + " is on another machine, whose loopback is not this one's: use a"
                            + " rootless engine there, with -Dtck.host=ssh://user@machine");
        }
        return List.of();
    }

    private static boolean isElsewhere(URI address) {
        String host = address.getHost();
        return host != null && !List.of("localhost", "127.0.0.1", "[::1]").contains(host);
    }
}
