package io.rootlesstck.host.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import io.rootlesstck.host.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** Asks an engine who it is, and has it run one small container. */
public final class EngineClient implements AutoCloseable {
    /** What an engine says of itself. */
    public record Identity(
            Engine.Kind kind,
            String version,
            boolean saysRootless,
            String cgroupVersion,
            String kernel,
            String distribution) {}

    private static final String PODMAN = "Podman Engine";
    private static final String ROOTLESS = "name=rootless";
    private static final String LABEL = "io.rootlesstck.probe";

    /** A socket that somebody holds but nobody serves answers never. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(15);

    /** Longer than any probe runs: what is older was left by a killed run. */
    private static final Duration STALE = Duration.ofMinutes(10);

    private final DockerClient client;

    private EngineClient(DockerClient client) {
        this.client = client;
    }

    /** Prepares it; nothing is asked yet. */
    public static EngineClient of(URI address) {
        return new EngineClient(
                DockerClientProviderStrategy.getClientForConfig(
                        TransportConfig.builder().dockerHost(address).build()));
    }

    /**
     * Asks the engine who it is.
     *
     * @throws IOException if it does not answer
     */
    public Identity identity() throws IOException {
        ExecutorService thread =
                Executors.newSingleThreadExecutor(
                        work -> {
                            Thread daemon = new Thread(work, "tck-engine-identity");
                            daemon.setDaemon(true);
                            return daemon;
                        });
        try {
            return thread.submit(this::ask).get(TO_ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(rootCause(e).toString(), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within %d s".formatted(TO_ANSWER.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            thread.shutdownNow();
        }
    }

    private Identity ask() {
        Version version = client.versionCmd().exec();
        Info info = client.infoCmd().exec();
        Optional<VersionComponent> podman =
                Optional.ofNullable(version.getComponents()).orElse(List.of()).stream()
                        .filter(component -> PODMAN.equals(component.getName()))
                        .findFirst();
        List<String> security = Optional.ofNullable(info.getSecurityOptions()).orElse(List.of());
        return new Identity(
                podman.isPresent() ? Engine.Kind.PODMAN : Engine.Kind.DOCKER,
                podman.map(VersionComponent::getVersion)
                        .orElse(String.valueOf(version.getVersion())),
                security.contains(ROOTLESS),
                Optional.ofNullable(info.getCGroupVersion()).orElse("unknown"),
                String.valueOf(info.getKernelVersion()),
                String.valueOf(info.getOperatingSystem()));
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether the engine has an image. */
    public boolean hasImage(String reference) {
        try {
            client.inspectImageCmd(reference).exec();
            return true;
        } catch (NotFoundException absent) {
            return false;
        }
    }

    /** What it is asked with. */
    public DockerClient docker() {
        return client;
    }

    void loadImage(InputStream archive) {
        client.loadImageCmd(archive).exec();
    }

    /**
     * Runs a container with no privilege and with a cgroup namespace of its own, to its end.
     *
     * @return what it wrote
     */
    String run(String image, String... command) throws IOException {
        sweep();
        String id =
                client.createContainerCmd(image)
                        .withCmd(command)
                        .withLabels(Map.of(LABEL, "true"))
                        .withHostConfig(
                                HostConfig.newHostConfig()
                                        .withCgroupnsMode("private")
                                        .withNetworkMode("none"))
                        .exec()
                        .getId();
        try {
            client.startContainerCmd(id).exec();
            client.waitContainerCmd(id)
                    .start()
                    .awaitStatusCode(TO_ANSWER.toSeconds(), TimeUnit.SECONDS);
            return output(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            client.removeContainerCmd(id).withForce(true).exec();
        }
    }

    private String output(String id) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        client.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .exec(
                        new ResultCallback.Adapter<Frame>() {
                            @Override
                            public void onNext(Frame frame) {
                                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                            }
                        })
                .awaitCompletion(TO_ANSWER.toSeconds(), TimeUnit.SECONDS);
        return text.toString();
    }

    private void sweep() {
        Instant oldest = Instant.now().minus(STALE);
        client
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(LABEL, "true"))
                .exec()
                .stream()
                .filter(left -> Instant.ofEpochSecond(left.getCreated()).isBefore(oldest))
                .map(Container::getId)
                .forEach(id -> client.removeContainerCmd(id).withForce(true).exec());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
