package io.rootlesstck.host.vm;

import io.rootlesstck.base.RunDir;
import java.nio.file.Path;

/**
 * What a virtual machine is started with.
 *
 * @param run the folder for its files
 * @param disk the disk's image
 * @param write whether to write into the image itself, not into a copy that goes with the run
 * @param share folder of this machine that the guest sees
 * @param network socket of the network's other end
 * @param link socket of the wire to another virtual machine
 * @param cpu CPU that it is pinned to
 * @param memoryMiB memory in MiB
 */
record Boot(
        RunDir run,
        Path disk,
        boolean write,
        Path share,
        Path network,
        Path link,
        int cpu,
        int memoryMiB) {}
