package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class VxlanPacketTest {
    /** As tcpdump 4.99 printed them on a node with Flannel. */
    private static final String PRINTED =
            """
            IP 172.18.0.3.38100 > 172.18.0.4.8472: VXLAN, flags [I] (0x08), vni 1
            IP 10.244.0.2.40646 > 10.244.1.2.8080: Flags [S], seq 2496478131, win 64860, length 0
            IP 172.18.0.4.53997 > 172.18.0.3.8472: VXLAN, flags [I] (0x08), vni 1
            IP 10.244.1.2.8080 > 10.244.0.2.40646: Flags [S.], seq 2404840353, ack 2496478132
            """;

    /** The same without a tunnel. */
    private static final String BARE =
            "IP 10.244.0.2.35032 > 10.244.1.2.8080: Flags [S], seq 2685244308, win 64240, length 0";

    @Test
    void bothPacketsOfEachPairOfLinesAreRead() {
        assertThat(VxlanPacket.read(PRINTED))
                .extracting(VxlanPacket::from, VxlanPacket::to, VxlanPacket::vni)
                .containsExactly(
                        tuple("172.18.0.3.38100", "172.18.0.4.8472", 1),
                        tuple("172.18.0.4.53997", "172.18.0.3.8472", 1));
    }

    @Test
    void whatIsInsideIsToldByItsAddresses() {
        VxlanPacket there = VxlanPacket.read(PRINTED).get(0);

        assertThat(there.carries("10.244.0.2", "10.244.1.2")).isTrue();
        assertThat(there.carries("10.244.1.2", "10.244.0.2")).isFalse();
        assertThat(there.carries("10.244.0.2", "10.244.1.21")).isFalse();
        assertThat(there.carries("10.244.0.20", "10.244.1.2")).isFalse();
    }

    @Test
    void pingsHaveNoPorts() {
        VxlanPacket ping =
                new VxlanPacket("a", "b", 1, "IP 10.244.0.2 > 10.244.1.2: ICMP echo request");

        assertThat(ping.carries("10.244.0.2", "10.244.1.2")).isTrue();
    }

    @Test
    void packetsWithoutATunnelArePassedOver() {
        assertThat(VxlanPacket.read(BARE)).isEmpty();
        assertThat(VxlanPacket.read("")).isEmpty();
    }
}
