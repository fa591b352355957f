package io.rootlesstck.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsernetesNodeTest {
    @Test
    void theKubeletIsToldToLeaveItsAddressesToOthersAndToSayWhereItsHostIs() {
        assertThat(
                        UsernetesNode.kubeletArguments(
                                "KUBELET_EXTRA_ARGS=--runtime-cgroups=/system.slice/containerd.service",
                                "10.0.3.2"))
                .isEqualTo(
                        "KUBELET_EXTRA_ARGS=--runtime-cgroups=/system.slice/containerd.service"
                                + " --cloud-provider=external --node-labels=usernetes/host-ip=10.0.3.2\n");
    }

    @Test
    void noTwoNodesHaveTheSameAddress() {
        assertThat(UsernetesNode.Place.of(1, "10.0.3.1"))
                .isEqualTo(
                        new UsernetesNode.Place(
                                "tck-u7s-1", "10.0.3.1", "10.100.1.100", "10.100.1.0/24"));
        assertThat(UsernetesNode.Place.of(2, "10.0.3.2").ip()).isEqualTo("10.100.2.100");
    }
}
