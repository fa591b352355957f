package io.rootlesstck.host.vm;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.debian.SystemPackages;
import io.rootlesstck.host.process.OwnRun;
import java.nio.file.Path;

/**
 * What a VM is booted from.
 *
 * @param kernel the kernel
 * @param disk the image of its disk, in the cache and not to be written to
 * @param diskHash hash of what the disk was made of
 */
record Parts(Kernel kernel, Path disk, String diskHash) {
    /**
     * Kernel and disk, built beside each other where the cache lacks them.
     *
     * @throws io.rootlesstck.base.TckException if this machine cannot run or build them
     */
    static Parts of(Settings settings, Cache cache) {
        VmNeeds.requireMachine();
        return OwnRun.in(cache, run -> build(settings, cache, run));
    }

    private static Parts build(Settings settings, Cache cache, RunDir run) {
        KernelBuild kernel = new KernelBuild(settings, cache, run);
        DiskImage disk = new DiskImage(settings, cache, run);
        SystemPackages packages = new SystemPackages(settings);
        packages.ensure("run the embedded VM", VmNeeds.toRun());
        if (!kernel.isBuilt() || !disk.isBuilt()) {
            packages.ensure("build the embedded VM", VmNeeds.toBuild());
        }
        Together.Both<Kernel, Path> both = Together.run(kernel::kernel, disk::file);
        return new Parts(both.first(), both.second(), disk.hash());
    }

    /** What runs the kernel. */
    Hypervisor hypervisor() {
        return new UserModeLinux(kernel);
    }
}
