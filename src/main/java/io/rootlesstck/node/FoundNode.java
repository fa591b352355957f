package io.rootlesstck.node;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import io.rootlesstck.base.NotOursException;
import io.rootlesstck.base.TckException;
import io.rootlesstck.scenario.NodeSettings;
import io.rootlesstck.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/**
 * A node that the kit did not make. It is looked at; whatever would change it throws {@link
 * NotOursException}, and the test that asked for it is NOT_RUN.
 */
@API(status = API.Status.INTERNAL)
public final class FoundNode extends RootlessNode {
    private static final String NO_IMAGE = "none";

    private final Map<String, DaemonPlace> places;
    private final @Nullable InspectContainerResponse found;

    /**
     * Describes a node whose container is on an engine.
     *
     * @param name of its Node object
     * @param places where its daemons are, by name
     * @throws TckException if the engine has no such container, or it does not run
     */
    public static FoundNode in(
            DockerClient engine, String name, String container, Map<String, DaemonPlace> places) {
        try {
            InspectContainerResponse found = engine.inspectContainerCmd(container).exec();
            if (!Boolean.TRUE.equals(found.getState().getRunning())) {
                throw TckException.of("use the container %s as a node".formatted(container))
                        .found("It does not run: " + found.getState().getStatus() + ".")
                        .next("Start it, or name another one with -Dtck.attach.node.")
                        .usage();
            }
            return new FoundNode(engine, name, places, found);
        } catch (NotFoundException e) {
            throw TckException.of("use the container %s as a node".formatted(container))
                    .found("The engine has no container of that name.")
                    .next("Name one of `docker ps` with -Dtck.attach.node=NODE=CONTAINER.")
                    .cause(e)
                    .usage();
        }
    }

    /**
     * Describes a node of which nothing is known but what the API tells.
     *
     * @param engine is never called
     * @param name of its Node object
     */
    public static FoundNode ofApi(
            DockerClient engine, String name, Map<String, DaemonPlace> places) {
        return new FoundNode(engine, name, places, null);
    }

    private FoundNode(
            DockerClient engine,
            String name,
            Map<String, DaemonPlace> places,
            @Nullable InspectContainerResponse found) {
        super(NO_IMAGE, name, EngineNetwork.none(engine), Map.of());
        this.places = Map.copyOf(places);
        this.found = found;
    }

    @Override
    public boolean isReachable() {
        return found != null;
    }

    @Override
    public InspectContainerResponse getContainerInfo() {
        if (found == null) {
            throw new NotOursException(
                    "run a program on the node %s, whose container it was not told (-Dtck.attach.node=%s=CONTAINER)"
                            .formatted(name(), name()));
        }
        return found;
    }

    @Override
    public String getContainerId() {
        return getContainerInfo().getId();
    }

    @Override
    public boolean isRunning() {
        return found != null;
    }

    @Override
    public ExecResult run(String... argv) {
        getContainerInfo();
        return super.run(argv);
    }

    @Override
    public Daemon daemon(String daemon) {
        DaemonPlace place = places.get(daemon);
        if (place == null) {
            throw new NotOursException("have a daemon " + daemon + " on the node");
        }
        return new FoundDaemon(this, daemon, place);
    }

    @Override
    public void start() {
        throw new NotOursException("start the node");
    }

    /** It stays: whoever made it ends it. */
    @Override
    public void stop() {
        // Nothing here is the kit's.
    }

    @Override
    public void prepare(Scenario scenario) {
        throw new NotOursException("lay out the files of " + scenario.name());
    }

    @Override
    public void prepareProxy(Scenario scenario) {
        throw new NotOursException("lay out the files of " + scenario.name());
    }

    @Override
    public void putFiles(Scenario scenario) {
        throw new NotOursException("lay out the files of " + scenario.name());
    }

    @Override
    public Daemon.Waited runRuntime(Scenario scenario, Duration limit) {
        throw new NotOursException("start the container runtime with " + scenario.name());
    }

    @Override
    public void upgradeRuntime(Map<String, Path> binaries) {
        throw new NotOursException("give the node another container runtime");
    }

    @Override
    public void resetNetwork() {
        throw new NotOursException("take away what CNI plugins left on the node");
    }

    @Override
    public void restart(Scenario scenario) {
        throw new NotOursException("restart the node");
    }

    @Override
    public void addArgument(Daemon daemon, String argument) {
        throw new NotOursException("start %s with %s".formatted(daemon.name(), argument));
    }

    @Override
    public void equip(NodeSettings wanted) {
        if (!wanted.without().isEmpty()) {
            throw new NotOursException(
                    "take %s away from the node".formatted(String.join(", ", wanted.without())));
        }
    }

    /** What was asked for was compared when its kubelet was asked for. */
    @Override
    public boolean hasFilesOf(Scenario scenario) {
        return true;
    }

    @Override
    public void copyFileToContainer(Transferable file, String path) {
        throw new NotOursException("write " + path);
    }

    @Override
    public void copyFileToContainer(MountableFile file, String path) {
        throw new NotOursException("write " + path);
    }
}
