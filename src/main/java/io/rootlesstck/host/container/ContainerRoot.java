package io.rootlesstck.host.container;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.NotOursException;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.ssh.SshMaster;

/**
 * Root in the host container. The container is the kit's own, but the kernel is the machine's: what
 * no namespace has of its own may be read, and is never set.
 */
record ContainerRoot(SshMaster shell) implements HostRoot {
    /** What each network namespace has of its own begins so, … */
    private static final String NETWORK = "net.";

    /** … but for the limits of connection tracking, which only the first one can set. */
    private static final String CONNTRACK = "net.netfilter.nf_conntrack_";

    /** … and but for these, which are there once. */
    private static final String CORE = "net.core.";

    @Override
    public Exec.Result run(String... argv) {
        return shell.run(argv);
    }

    @Override
    public boolean ownsKernel() {
        return false;
    }

    @Override
    public void sysctl(String key, String value) {
        if (!isTheContainersOwn(key)) {
            throw new NotOursException(
                    "set %s to %s".formatted(key, value),
                    "the host container has no value of its own for it, and the kit changes none of"
                            + " the machine's (try -Dtck.host=vm)");
        }
        HostRoot.super.sysctl(key, value);
    }

    static boolean isTheContainersOwn(String key) {
        return key.startsWith(NETWORK) && !key.startsWith(CONNTRACK) && !key.startsWith(CORE);
    }
}
