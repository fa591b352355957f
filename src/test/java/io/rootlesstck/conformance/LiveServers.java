package io.rootlesstck.conformance;

import io.rootlesstck.host.HostRoot;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.VolumeServers;

/** What a class about refused volumes starts on the host; afterwards the node is as it was. */
record LiveServers(Kubelets kubelets, VolumeServers servers) implements AutoCloseable {
    static LiveServers start(Kubelets kubelets, HostRoot root) {
        return new LiveServers(
                kubelets, VolumeServers.start(root, kubelets.scenario("volumes/servers")));
    }

    @Override
    public void close() {
        try {
            kubelets.node().equip(kubelets.documented().node());
        } finally {
            servers.close();
        }
    }
}
