package io.rootlesstck.host.engine;

import io.rootlesstck.base.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where an engine may be listening, in the order in which Testcontainers looks. */
public final class EngineAddresses {
    private static final String VARIABLE = "DOCKER_HOST";

    /** Where a Docker that root has installed listens. */
    private static final Path ROOTFUL = Path.of("/var/run/docker.sock");

    private EngineAddresses() {}

    /** The addresses on this machine: the one of DOCKER_HOST, and sockets that are there. */
    static List<URI> here() {
        return find(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                EngineAddresses::isSocket);
    }

    /** The engine that DOCKER_HOST names, else the rootful one of this machine, if it is there. */
    public static Optional<URI> rootful() {
        return rootful(System.getenv(), EngineAddresses::isSocket);
    }

    /** See {@link #rootful()}. */
    static Optional<URI> rootful(Map<String, String> environment, Predicate<Path> isSocket) {
        return named(environment)
                .or(
                        () ->
                                Optional.of(ROOTFUL)
                                        .filter(isSocket)
                                        .map(socket -> URI.create("unix://" + socket)));
    }

    private static boolean isSocket(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    /** See {@link #here()}. */
    static List<URI> find(Map<String, String> environment, Path home, Predicate<Path> isSocket) {
        Set<URI> found = new LinkedHashSet<>();
        named(environment).ifPresent(found::add);
        sockets(environment, home)
                .filter(isSocket)
                .map(socket -> URI.create("unix://" + socket))
                .forEach(found::add);
        return List.copyOf(found);
    }

    /**
     * The address that DOCKER_HOST holds, if it is set.
     *
     * @throws UsageException if it is no address
     */
    static Optional<URI> named(Map<String, String> environment) {
        String given = environment.getOrDefault(VARIABLE, "").strip();
        try {
            return given.isEmpty() ? Optional.empty() : Optional.of(new URI(given));
        } catch (URISyntaxException e) {
            throw new UsageException(
                    "%s=%s: must be an address such as unix:///run/user/1000/docker.sock."
                            .formatted(VARIABLE, given),
                    e);
        }
    }

    private static Stream<Path> sockets(Map<String, String> environment, Path home) {
        List<Path> sockets = new ArrayList<>();
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        sockets.add(ROOTFUL);
        if (!runtime.isEmpty()) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        sockets.add(home.resolve(".docker/run/docker.sock"));
        if (!runtime.isEmpty()) {
            sockets.add(Path.of(runtime, "podman", "podman.sock"));
        }
        return sockets.stream();
    }
}
