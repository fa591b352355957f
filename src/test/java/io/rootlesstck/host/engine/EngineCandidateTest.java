package io.rootlesstck.host.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.host.Engine;
import org.junit.jupiter.api.Test;

class EngineCandidateTest {
    @Test
    void hasNoFaultToFindInARootlessDocker() {
        assertThat(EngineCandidate.faults(docker(true, "2"), Engine.Kind.DOCKER)).isEmpty();
    }

    @Test
    void refusesARootfulEngine() {
        assertThat(EngineCandidate.faults(docker(false, "2"), Engine.Kind.DOCKER))
                .singleElement()
                .asString()
                .startsWith("Docker 26.1 runs as root")
                .contains("never on a rootful engine");
    }

    @Test
    void refusesAnotherEngineThanTheCellAsksFor() {
        assertThat(EngineCandidate.faults(docker(true, "2"), Engine.Kind.PODMAN))
                .containsExactly("it is Docker, and the cell asks for Podman");
    }

    @Test
    void refusesCgroupVersionOne() {
        assertThat(EngineCandidate.faults(docker(true, "1"), Engine.Kind.DOCKER))
                .containsExactly("it uses cgroup version 1, not 2");
    }

    private static EngineClient.Identity docker(boolean saysRootless, String cgroupVersion) {
        return new EngineClient.Identity(
                Engine.Kind.DOCKER, "26.1", saysRootless, cgroupVersion, "6.1", "Debian");
    }
}
