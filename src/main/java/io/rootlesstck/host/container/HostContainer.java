package io.rootlesstck.host.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.TckException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A privileged container of a rootful engine in which systemd runs; gone when closed. */
final class HostContainer implements AutoCloseable {
    private static final ExposedPort SSH = ExposedPort.tcp(22);

    private static final int LOG_LINES = 25;
    private static final int LOG_SECONDS = 10;

    private final DockerClient engine;
    private final String id;

    private HostContainer(DockerClient engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    /**
     * Makes it; it is not started yet.
     *
     * @param labels by which it is found if it is left behind
     * @param port of the engine's loopback at which its ssh is to answer; nothing for any
     */
    static HostContainer create(
            DockerClient engine, String image, Map<String, String> labels, Optional<Integer> port) {
        CreateContainerResponse made =
                engine.createContainerCmd(image)
                        .withCmd("/sbin/init")
                        // By this systemd knows that the kernel is not its own.
                        .withEnv("container=docker")
                        .withHostName("rootless-tck")
                        .withTty(true) // what systemd says before its journal is there
                        .withStopSignal("SIGRTMIN+3")
                        .withLabels(labels)
                        .withExposedPorts(SSH)
                        // Not on the container's own layers: an overlay does not go on an overlay.
                        .withVolumes(new Volume("/home/tck"), new Volume("/var/lib"))
                        .withHostConfig(hostConfig(port))
                        .exec();
        return new HostContainer(engine, made.getId());
    }

    private static HostConfig hostConfig(Optional<Integer> port) {
        Ports.Binding loopback =
                port.map(number -> Ports.Binding.bindIpAndPort("127.0.0.1", number))
                        .orElseGet(() -> Ports.Binding.bindIp("127.0.0.1"));
        return HostConfig.newHostConfig()
                .withPrivileged(true)
                .withCgroupnsMode("private") // systemd is to own the tree that it sees
                .withUsernsMode("host") // an engine that maps users refuses privileges otherwise
                .withTmpFs(Map.of("/run", "exec", "/run/lock", ""))
                .withPortBindings(new PortBinding(loopback, SSH));
    }

    /** Unpacks a tar file at its root. */
    void lay(byte[] tar) {
        engine.copyArchiveToContainerCmd(id)
                .withRemotePath("/")
                .withTarInputStream(new ByteArrayInputStream(tar))
                .exec();
    }

    /**
     * Starts it.
     *
     * @throws TckException if the engine refuses, for example since the port is taken
     */
    void start() {
        try {
            engine.startContainerCmd(id).exec();
        } catch (DockerException e) {
            throw TckException.of("start the host container")
                    .found(String.valueOf(e.getMessage()))
                    .next(
                            "If it is the port: give another one with -D%s=PORT."
                                    .formatted(Setting.HOST_CONTAINER_PORT.key()))
                    .cause(e)
                    .error();
        }
    }

    /** The port of the engine's loopback at which its ssh answers. */
    int sshPort() {
        Ports.Binding[] bindings = inspect().getNetworkSettings().getPorts().getBindings().get(SSH);
        return Arrays.stream(bindings == null ? new Ports.Binding[0] : bindings)
                .map(binding -> Integer.parseInt(binding.getHostPortSpec()))
                .findFirst()
                .orElseThrow(
                        () ->
                                TckException.of("find the published port of the host container")
                                        .found("The engine has published none.")
                                        .error());
    }

    boolean isRunning() {
        return Boolean.TRUE.equals(inspect().getState().getRunning());
    }

    private InspectContainerResponse inspect() {
        return engine.inspectContainerCmd(id).exec();
    }

    /** The end of what it wrote to its console. */
    String log() {
        StringBuffer text = new StringBuffer();
        try {
            engine.logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(LOG_LINES)
                    .exec(
                            new ResultCallback.Adapter<Frame>() {
                                @Override
                                public void onNext(Frame frame) {
                                    text.append(
                                            new String(frame.getPayload(), StandardCharsets.UTF_8));
                                }
                            })
                    .awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Exec.Result.tail(text.toString().strip(), LOG_LINES);
    }

    /** Removes it with its volumes. */
    @Override
    public void close() {
        try {
            engine.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
        } catch (NotFoundException alreadyGone) {
            return; // whoever removed it did what was to be done
        }
    }
}
