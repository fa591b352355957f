package io.rootlesstck.host.vm;

import io.rootlesstck.host.process.Background;

/** A way to run a virtual machine without privilege. */
interface Hypervisor {
    /** Names it for a person, for example {@code User Mode Linux 7.3.4-tck}. */
    String describe();

    /** Starts a machine and does not wait for it. */
    Background start(Boot boot);
}
