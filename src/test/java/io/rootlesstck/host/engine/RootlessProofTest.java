package io.rootlesstck.host.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootlessProofTest {
    private static final String ROOTLESS =
            "         0       1000          1\n         1     100000      65536\n";

    @Test
    void acceptsARootlessAndDelegatedEngine() {
        RootlessProof proof = RootlessProof.of(ROOTLESS + "cpuset cpu io memory pids\n");

        assertThat(proof.faults()).isEmpty();
        assertThat(proof.uidMap()).containsExactly("0 1000 1", "1 100000 65536");
        assertThat(proof.controllers()).containsExactly("cpuset", "cpu", "io", "memory", "pids");
    }

    @Test
    void namesEachMissingController() {
        assertThat(RootlessProof.of(ROOTLESS + "memory pids\n").faults())
                .containsExactly(
                        "cgroup controllers not delegated to it: cpu, cpuset, io (it has: memory,"
                                + " pids); see systemd's Delegate=");
    }

    @Test
    void refusesTheIdentityMap() {
        assertThat(RootlessProof.of("0 0 4294967295\ncpuset cpu io memory pids").faults())
                .singleElement()
                .asString()
                .contains("not rootless", "0 0 4294967295");
    }

    @Test
    void refusesRootMappedToRootInAShorterMap() {
        assertThat(RootlessProof.of("0 0 1000\ncpuset cpu io memory pids").faults()).hasSize(1);
    }

    @Test
    void refusesAContainerThatSaysNothing() {
        assertThat(RootlessProof.of("").faults())
                .anySatisfy(fault -> assertThat(fault).contains("could not read its own uid_map"))
                .anySatisfy(fault -> assertThat(fault).contains("it has: none"));
    }
}
