package io.rootlesstck.node;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A container of the node image: privileged in the rootless engine's user namespace, with a cgroup
 * namespace of its own, as kind and Usernetes start theirs.
 */
public class TckContainer<SELF extends TckContainer<SELF>> extends GenericContainer<SELF> {
    private static final int PRIVATE_FILE = 0100600;
    private static final int PLAIN_FILE = 0100644;
    private static final int EXECUTABLE_FILE = 0100755;
    private static final String BINARIES = "/usr/local/bin/";
    private static final Duration SUPERVISOR_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final DockerClient engine;

    /**
     * Describes a container; it is not started yet.
     *
     * @param image the node image
     * @param name its host name, and its name on the network
     * @param network its network, and by it the engine that it is started on
     * @param labels marks it as the kit's, for the sweep
     */
    @SuppressWarnings("this-escape") // Testcontainers' builders are meant to be called here
    @API(status = API.Status.INTERNAL)
    protected TckContainer(
            String image, String name, EngineNetwork network, Map<String, String> labels) {
        super(DockerImageName.parse(image));
        this.name = name;
        this.engine = network.engine();
        this.dockerClient = engine; // else Testcontainers' own: a run may have two engines
        withImagePullPolicy(imageName -> false); // built on the engine, in no registry
        withPrivilegedMode(true);
        withNetwork(network);
        withNetworkAliases(name);
        withLabels(labels);
        withTmpFs(Map.of("/run", "rw", "/tmp", "rw"));
        withCreateContainerCmdModifier(
                command -> {
                    HostConfig host = Objects.requireNonNull(command.getHostConfig());
                    host.withCgroupnsMode("private");
                    command.withHostName(name).withVolumes(new Volume("/var"));
                });
        waitingFor(
                new CommandSucceeds(
                        "the supervisor of the node to listen",
                        SUPERVISOR_LIMIT,
                        "test",
                        "-p",
                        "/etc/tck/service/kubelet/supervise/ok"));
    }

    /**
     * Publishes ports of the container on an address of the engine's host, under their own numbers.
     */
    public SELF publishing(String address, List<ExposedPort> ports) {
        return withCreateContainerCmdModifier(
                command -> {
                    Ports bindings = new Ports();
                    ports.forEach(
                            port ->
                                    bindings.bind(
                                            port,
                                            Ports.Binding.bindIpAndPort(address, port.getPort())));
                    Objects.requireNonNull(command.getHostConfig()).withPortBindings(bindings);
                    command.withExposedPorts(ports);
                });
    }

    /**
     * Puts the user's own binaries in the place of the image's when the container starts.
     *
     * @param files by the name that they have on a node
     */
    public SELF withBinaries(Map<String, Path> files) {
        files.forEach(
                (binary, file) -> withCopyFileToContainer(executable(file), BINARIES + binary));
        return self();
    }

    /** Puts a binary over the image's; what runs of the old one goes on. */
    void putBinary(String binary, Path file) {
        copyFileToContainer(executable(file), BINARIES + binary);
    }

    private static MountableFile executable(Path file) {
        return MountableFile.forHostPath(file, EXECUTABLE_FILE);
    }

    /** The host name. */
    public String name() {
        return name;
    }

    @Override
    public DockerClient getDockerClient() {
        return engine;
    }

    /** Removes the container and its volumes. */
    @Override
    public void stop() {
        String id = getContainerId();
        if (id != null) {
            try {
                engine.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
            } catch (NotFoundException gone) {
                logger().debug("{} is gone already", name, gone);
            }
        }
        super.stop(); // looks for it on Testcontainers' own engine, and finds nothing left to do
    }

    /** One of the daemons that the image knows. */
    public Daemon daemon(String daemon) {
        return new Daemon(this, daemon);
    }

    /**
     * Runs a program inside and waits for its end. An argument vector, never a shell line.
     *
     * @throws TckException if the engine cannot run it
     */
    public ExecResult run(String... argv) {
        try {
            return execInContainer(argv);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e, argv);
        } catch (IOException | RuntimeException e) {
            throw failed(e, argv);
        }
    }

    private TckException failed(Exception e, String... argv) {
        return TckException.of("run `%s` in %s".formatted(String.join(" ", argv), name))
                .found(String.valueOf(e.getMessage()))
                .cause(e)
                .error();
    }

    /**
     * Runs a program inside that must succeed, and gives what it wrote.
     *
     * @throws TckException if it exits with anything but 0, with what it said
     */
    public String output(String... argv) {
        ExecResult result = run(argv);
        if (result.getExitCode() != 0) {
            throw TckException.of("run `%s` in %s".formatted(String.join(" ", argv), name))
                    .found(
                            "exit code %d: %s%s"
                                    .formatted(
                                            result.getExitCode(),
                                            result.getStdout(),
                                            result.getStderr()))
                    .error();
        }
        return result.getStdout();
    }

    /** The text of a file inside. */
    public String read(String path) {
        return output("cat", path);
    }

    /**
     * Writes a file that all may read. Its folder may not be a tmpfs: engines cannot copy there.
     */
    public void write(String path, String text) {
        copyFileToContainer(Transferable.of(text, PLAIN_FILE), path);
    }

    /** Writes a file that only the node's root may read. */
    public void writePrivate(String path, String text) {
        copyFileToContainer(Transferable.of(text, PRIVATE_FILE), path);
    }
}
