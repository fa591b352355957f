package io.rootlesstck.host.engine;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where an engine may be listening, in the order in which Testcontainers looks. */
final class EngineAddresses {
    private static final String VARIABLE = "DOCKER_HOST";

    private EngineAddresses() {}

    /** The addresses on this machine: the one of DOCKER_HOST, and sockets that are there. */
    static List<URI> here() {
        return find(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                EngineAddresses::isSocket);
    }

    private static boolean isSocket(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    /** See {@link #here()}. */
    static List<URI> find(Map<String, String> environment, Path home, Predicate<Path> isSocket) {
        Set<URI> found = new LinkedHashSet<>();
        String given = environment.getOrDefault(VARIABLE, "").strip();
        if (!given.isEmpty()) {
            found.add(URI.create(given));
        }
        sockets(environment, home)
                .filter(isSocket)
                .map(socket -> URI.create("unix://" + socket))
                .forEach(found::add);
        return List.copyOf(found);
    }

    private static Stream<Path> sockets(Map<String, String> environment, Path home) {
        List<Path> sockets = new ArrayList<>();
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        sockets.add(Path.of("/var/run/docker.sock"));
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
