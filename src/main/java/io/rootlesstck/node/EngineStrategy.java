package io.rootlesstck.node;

import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.TckException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.utility.TestcontainersConfiguration;

/**
 * Points Testcontainers at the engine of the host that the kit chose. Testcontainers finds it as a
 * service; it applies only after {@link #use}.
 */
@API(status = API.Status.INTERNAL)
public final class EngineStrategy extends DockerClientProviderStrategy {
    private static final AtomicReference<@Nullable URI> CHOSEN = new AtomicReference<>();
    private static final int BEFORE_ALL_OTHERS = 1_000;

    /**
     * A client for an engine that the kit starts containers on. The first is the one that
     * Testcontainers itself is pointed at: it knows one a process.
     *
     * @throws TckException if Testcontainers prefers another one
     */
    public static DockerClient use(URI endpoint) {
        if (!CHOSEN.compareAndSet(null, endpoint)) {
            return client(endpoint);
        }
        goBeforeDockerHost(endpoint);
        URI used = DockerClientFactory.instance().getTransportConfig().getDockerHost();
        if (!used.equals(endpoint)) {
            throw TckException.of("use the engine at " + endpoint)
                    .found("Testcontainers uses " + used + ".")
                    .next(
                            "Unset DOCKER_HOST, and take docker.host and docker.client.strategy out"
                                    + " of ~/.testcontainers.properties.")
                    .error();
        }
        return client(endpoint);
    }

    /**
     * Where DOCKER_HOST names another engine, Testcontainers would take that, whatever it finds as
     * a service: a host container is made on the one, and used as another. What goes before is its
     * property {@code tc.host}; it is set for this process, and in no file.
     */
    private static void goBeforeDockerHost(URI endpoint) {
        String named = System.getenv().getOrDefault("DOCKER_HOST", "");
        if (!named.isEmpty() && !named.equals(endpoint.toString())) {
            TestcontainersConfiguration.getInstance()
                    .getUserProperties()
                    .setProperty("tc.host", endpoint.toString());
        }
    }

    /**
     * Says that the chosen engine is about to end, with all that Testcontainers made on it.
     *
     * <p>Testcontainers removes its containers once more when the process ends, and would then tell
     * with a stack trace that the engine is gone.
     */
    public static void gone() {
        UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> {
                    if (isOfTestcontainers(thread)) {
                        return;
                    }
                    if (others != null) {
                        others.uncaughtException(thread, thrown);
                    } else {
                        thrown.printStackTrace();
                    }
                });
    }

    private static boolean isOfTestcontainers(Thread thread) {
        return DockerClientFactory.TESTCONTAINERS_THREAD_GROUP.equals(thread.getThreadGroup());
    }

    /** A client for an engine, apart from the one that containers are started with. */
    public static DockerClient client(URI endpoint) {
        return getClientForConfig(transport(endpoint));
    }

    private static TransportConfig transport(URI endpoint) {
        return TransportConfig.builder().dockerHost(endpoint).build();
    }

    @Override
    public String getDescription() {
        return "the engine that Rootless TCK chose: " + CHOSEN.get();
    }

    @Override
    public TransportConfig getTransportConfig() {
        URI endpoint = CHOSEN.get();
        if (endpoint == null) {
            throw new IllegalStateException("asked for a transport before an engine was chosen");
        }
        return transport(endpoint);
    }

    @Override
    protected boolean isApplicable() {
        return CHOSEN.get() != null;
    }

    @Override
    protected boolean isPersistable() {
        return false;
    }

    @Override
    protected int getPriority() {
        return BEFORE_ALL_OTHERS;
    }

    /** What is published answers on this machine's loopback, wherever the engine is. */
    @Override
    public synchronized String getDockerHostIpAddress() {
        return "127.0.0.1";
    }
}
