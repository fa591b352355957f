package io.rootlesstck.host.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineAddressesTest {
    private static final Path HOME = Path.of("/home/u");

    @Test
    void putsTheGivenOneFirst() {
        assertThat(
                        EngineAddresses.find(
                                Map.of("DOCKER_HOST", "tcp://host:1", "XDG_RUNTIME_DIR", "/run/u"),
                                HOME,
                                socket -> true))
                .containsExactly(
                        URI.create("tcp://host:1"),
                        URI.create("unix:///var/run/docker.sock"),
                        URI.create("unix:///run/u/docker.sock"),
                        URI.create("unix:///home/u/.docker/run/docker.sock"),
                        URI.create("unix:///run/u/podman/podman.sock"));
    }

    @Test
    void namesASocketOnce() {
        assertThat(
                        EngineAddresses.find(
                                Map.of("DOCKER_HOST", "unix:///var/run/docker.sock"),
                                HOME,
                                socket -> true))
                .startsWith(URI.create("unix:///var/run/docker.sock"))
                .doesNotHaveDuplicates();
    }

    @Test
    void makesAHostContainerOnTheGivenEngineOrElseOnRoots() {
        assertThat(EngineAddresses.rootful(Map.of("DOCKER_HOST", "tcp://host:1"), socket -> true))
                .contains(URI.create("tcp://host:1"));
        assertThat(EngineAddresses.rootful(Map.of("XDG_RUNTIME_DIR", "/run/u"), socket -> true))
                .contains(URI.create("unix:///var/run/docker.sock"));
        assertThat(EngineAddresses.rootful(Map.of(), socket -> false)).isEmpty();
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(EngineAddresses.find(Map.of("DOCKER_HOST", " "), HOME, socket -> false))
                .isEmpty();
    }
}
