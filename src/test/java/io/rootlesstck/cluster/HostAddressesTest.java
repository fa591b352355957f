package io.rootlesstck.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import org.junit.jupiter.api.Test;

class HostAddressesTest {
    private static final Node NODE =
            new NodeBuilder()
                    .withNewSpec()
                    .addNewTaint(
                            "NoSchedule",
                            "node.cloudprovider.kubernetes.io/uninitialized",
                            null,
                            "true")
                    .addNewTaint("NoSchedule", "node-role.kubernetes.io/control-plane", null, "")
                    .addNewTaint("NoSchedule", "node.kubernetes.io/not-ready", null, "")
                    .endSpec()
                    .withNewStatus()
                    .addNewAddress("10.100.1.100", "InternalIP")
                    .addNewAddress("tck-u7s-1", "Hostname")
                    .endStatus()
                    .build();

    @Test
    void aNodeHasTheAddressOfItsHostAndNoOther() {
        assertThat(HostAddresses.withAddress(NODE, "10.0.3.1").getStatus().getAddresses())
                .extracting(NodeAddress::getType, NodeAddress::getAddress)
                .containsExactly(tuple("ExternalIP", "10.0.3.1"));
    }

    @Test
    void whatKeepsPodsAwayForGoodGoesAndWhatTheNodeControllerSetsStays() {
        assertThat(HostAddresses.withoutTaints(NODE).getSpec().getTaints())
                .extracting(Taint::getKey)
                .containsExactly("node.kubernetes.io/not-ready");
    }
}
