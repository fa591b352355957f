package io.rootlesstck.conformance;

import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.conformance.FlannelPair.Peer;

/** What a pod of a pair fetches of another one. */
final class PeerFetch {
    private PeerFetch() {}

    /** Has a pod fetch the name of whatever pod answers at an address. */
    static PodExec name(Cluster cluster, Peer from, String address) {
        return PodExec.run(
                cluster,
                from.pod(),
                "wget",
                "-q",
                "-T",
                "3",
                "-O",
                "-",
                "http://%s:8080/name".formatted(address));
    }

    /** Has a pod fetch the other's payload, and gives the sum of what came. */
    static PodExec payload(Cluster cluster, Peer from, Peer to) {
        return PodExec.run(
                cluster,
                from.pod(),
                "sh",
                "-c",
                "set -o pipefail; wget -q -T 3 -O - \"$1\" | sha256sum",
                "fetch",
                "http://%s:8080/payload".formatted(to.address()));
    }

    /** The sum of a pod's payload, as its pod wrote it when it was made. */
    static String payloadSum(Cluster cluster, Peer peer) {
        return cluster.pods().log(peer.pod()).strip();
    }
}
