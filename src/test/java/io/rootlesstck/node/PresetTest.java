package io.rootlesstck.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresetTest {
    @ParameterizedTest
    @ValueSource(strings = {"k3s", "kind", "minikube", "usernetes"})
    void saysHowAClusterIsStartedAndWhereItsDaemonsAre(String name) {
        Preset preset = Preset.of(name);

        assertThat(preset.source()).startsWith("https://");
        assertThat(preset.start()).isNotEmpty().allSatisfy(argv -> assertThat(argv).isNotEmpty());
        assertThat(preset.daemons()).containsOnlyKeys("kubelet", "containerd", "kube-proxy");
        assertThat(preset.daemons().values())
                .as("each has a journal or files")
                .allMatch(place -> (place.unit() == null) != (place.log() == null));
        assertThat(preset.config()).containsKeys("kubelet", "containerd");
    }

    @Test
    void minikubeIsToldToBeRootlessBeforeItIsStarted() {
        assertThat(Preset.of("minikube").start().get(0))
                .isEqualTo(List.of("minikube", "config", "set", "rootless", "true"));
    }

    @Test
    void k3sRunsInNoContainer() {
        assertThat(Preset.of("k3s").node()).isEmpty();
        assertThat(Preset.of("k3s").daemons())
                .containsEntry(
                        "kubelet", new DaemonPlace("k3s-server", "k3s-rootless.service", null));
    }

    @Test
    void anUnknownOneIsToldWithThoseThatThereAre() {
        assertThatThrownBy(() -> Preset.of("k3d"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "-Dtck.attach.preset=k3d: there is no such preset. Known: k3s, kind,"
                                + " minikube, usernetes.");
    }
}
