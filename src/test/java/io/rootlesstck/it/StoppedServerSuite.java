package io.rootlesstck.it;

import io.rootlesstck.conformance.RefusedVolumes;
import io.rootlesstck.host.Host;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.junit.live.VolumeServers;

/**
 * The suite of refused volumes, with an NFS server that is down; run by {@link StoppedServerIT}.
 */
class StoppedServerSuite extends RefusedVolumes {
    @Override
    protected VolumeServers servers(Kubelets kubelets, Host host, TestScope scope) {
        VolumeServers servers = super.servers(kubelets, host, scope);
        servers.stopNfs();
        return servers;
    }
}
