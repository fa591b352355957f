package io.rootlesstck.host.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.host.Engine;
import io.rootlesstck.host.engine.EngineClient;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFaultsTest {
    private static final URI HERE = URI.create("unix:///var/run/docker.sock");

    @Test
    void findsNoneInARootfulDockerOfThisMachine() {
        assertThat(ContainerFaults.of(engine(Engine.Kind.DOCKER, false, "2"), HERE)).isEmpty();
    }

    @Test
    void sendsOneWithARootlessEngineToThatEngine() {
        assertThat(ContainerFaults.of(engine(Engine.Kind.DOCKER, true, "2"), HERE))
                .containsExactly(
                        "Docker 26.1.5 at unix:///var/run/docker.sock is rootless: use it as it is,"
                                + " with -Dtck.host=engine or auto");
    }

    @Test
    void refusesCgroupV1() {
        assertThat(ContainerFaults.of(engine(Engine.Kind.DOCKER, false, "1"), HERE))
                .singleElement()
                .asString()
                .contains("uses cgroup version 1")
                .endsWith("boot the machine with systemd.unified_cgroup_hierarchy=1");
    }

    @Test
    void refusesPodman() {
        assertThat(ContainerFaults.of(engine(Engine.Kind.PODMAN, false, "2"), HERE))
                .singleElement()
                .asString()
                .contains("is not Docker");
    }

    @Test
    void sendsOneWithAnEngineElsewhereToSsh() {
        assertThat(
                        ContainerFaults.of(
                                engine(Engine.Kind.DOCKER, false, "2"),
                                URI.create("tcp://build.example.org:2375")))
                .singleElement()
                .asString()
                .endsWith("with -Dtck.host=ssh://user@machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:2375", "tcp://localhost:2375", "tcp://[::1]:2375"})
    void takesTheLoopbackForThisMachine(String address) {
        assertThat(ContainerFaults.of(engine(Engine.Kind.DOCKER, false, "2"), URI.create(address)))
                .isEmpty();
    }

    private static EngineClient.Identity engine(
            Engine.Kind kind, boolean rootless, String cgroupVersion) {
        return new EngineClient.Identity(
                kind, "26.1.5", rootless, cgroupVersion, "6.12", "Debian GNU/Linux 13");
    }
}
