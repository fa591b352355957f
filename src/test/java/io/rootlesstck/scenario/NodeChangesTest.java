package io.rootlesstck.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.claim.Claims;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kit's own scenarios would change on a node of somebody else's. */
class NodeChangesTest {
    private final Scenarios scenarios =
            Scenarios.load(
                    List.of(Path.of("scenarios")), Claims.load(Path.of("scenarios/claims.yaml")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubelet/documented",
                "kubelet/sysctls",
                "kube-proxy/documented",
                "volumes/mounted",
                "volumes/remote/nfs-v4",
                "kind/documented"
            })
    void takesANodeAsItIs(String name) {
        assertThat(changes(name, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kubelet/gate-off|give the node another kubelet.yaml than that of kubelet/documented",
                "kubelet/kmsg-absent|make its /dev/kmsg absent",
                "kube-proxy/nftables-mode|give the node another kube-proxy.yaml than that of kube-proxy/documented",
                "runtime/without-snapshotter|give the node another containerd.toml than that of kubelet/documented",
                "kubelet/limits-without-cpu|give it the cgroup controllers [",
                "volumes/remote/nfs-v4-no-helper|take mount.nfs, mount.nfs4 away from it"
            })
    void saysWhatWouldHaveToBeChanged(String name, String change) {
        assertThat(changes(name, false)).anyMatch(said -> said.startsWith(change.split("\\[")[0]));
    }

    @Test
    void findsTheSystemdThatAScenarioAsksFor() {
        String wanted = "make a systemd its first process";

        assertThat(changes("runtime/systemd", false)).contains(wanted);
        assertThat(changes("runtime/systemd", true)).doesNotContain(wanted);
    }

    private List<String> changes(String name, boolean systemd) {
        return NodeChanges.of(scenarios.get(name), scenarios, systemd);
    }
}
