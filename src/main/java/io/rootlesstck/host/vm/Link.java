package io.rootlesstck.host.vm;

import io.rootlesstck.base.RunDir;
import io.rootlesstck.host.ssh.SshMaster;
import java.nio.file.Path;

/**
 * The wire between two embedded VMs: the second network card of each. One end of it is always
 * there; it is of no use until a second VM takes the other.
 */
final class Link {
    /** The address of the first VM. */
    static final String FIRST = "10.0.3.1";

    /** The address of the second VM. */
    static final String SECOND = "10.0.3.2";

    private static final String DEVICE = "vec1";

    private Link() {}

    /** The socket of the wire, which is the first VM's. */
    static Path of(RunDir first) {
        return first.file("link");
    }

    /** Gives a VM its address on the wire; once more does no harm. */
    static void join(SshMaster root, String address) {
        root.run("ip", "address", "replace", address + "/24", "dev", DEVICE)
                .orThrow("give the embedded VM an address on the wire between two");
        root.run("ip", "link", "set", DEVICE, "up").orThrow("join the wire between two VMs");
    }
}
