package io.rootlesstck.node;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network.Ipam;
import io.rootlesstck.base.Progress;
import java.util.Map;
import java.util.UUID;
import org.apiguardian.api.API;
import org.testcontainers.containers.Network;

/**
 * A network of one engine. Testcontainers' own are always of the one engine that it found by
 * itself.
 */
@API(status = API.Status.INTERNAL)
public final class EngineNetwork implements Network {
    private final DockerClient engine;
    private final String id;

    private EngineNetwork(DockerClient engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    /**
     * Makes a network.
     *
     * @param labels mark it as the kit's, for the sweep
     */
    public static EngineNetwork create(DockerClient engine, Map<String, String> labels) {
        String id =
                engine.createNetworkCmd()
                        .withName("tck-" + UUID.randomUUID())
                        .withLabels(labels)
                        .exec()
                        .getId();
        return new EngineNetwork(engine, id);
    }

    /**
     * Makes a network in which containers can be given addresses.
     *
     * @param labels mark it as the kit's, for the sweep
     * @param subnet in CIDR notation
     */
    public static EngineNetwork create(
            DockerClient engine, Map<String, String> labels, String subnet) {
        String id =
                engine.createNetworkCmd()
                        .withName("tck-" + UUID.randomUUID())
                        .withLabels(labels)
                        .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(subnet)))
                        .exec()
                        .getId();
        return new EngineNetwork(engine, id);
    }

    /** Stands for the network of containers that the kit does not start. */
    static EngineNetwork none(DockerClient engine) {
        return new EngineNetwork(engine, "");
    }

    /** The engine that it is of. */
    public DockerClient engine() {
        return engine;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public void close() {
        try {
            engine.removeNetworkCmd(id).exec();
        } catch (NotFoundException gone) {
            Progress.line("network %s is gone already: %s".formatted(id, gone.getMessage()));
        }
    }
}
