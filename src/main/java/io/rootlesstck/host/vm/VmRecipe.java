package io.rootlesstck.host.vm;

import io.rootlesstck.base.Hash;
import io.rootlesstck.host.debian.HostTree;
import java.nio.file.Path;

/** The files under {@code images/host} that the kernel and the disk are made from. */
final class VmRecipe {
    private final HostTree tree = new HostTree();
    private final Path folder = tree.folder();

    Path kernelConfig() {
        return folder.resolve("kernel.config");
    }

    /** Patterns of the source files that this kernel does without; unpacking them takes long. */
    Path kernelExclude() {
        return folder.resolve("kernel.exclude");
    }

    Path kernelPatch() {
        return folder.resolve("cpu-mhz.patch");
    }

    /** The file system that the disk has. */
    HostTree tree() {
        return tree;
    }

    /** The program that packs a tree into an ext4 image. */
    Path makeDisk() {
        return folder.resolve("make-disk");
    }

    /**
     * The hash of what the kernel is made of. The source's version is not in it: a new one in the
     * archive is no reason to build again.
     */
    String kernelHash() {
        return Hash.start().add(kernelConfig()).add(kernelExclude()).add(kernelPatch()).hex();
    }

    /** The hash of what the disk is made of. */
    String diskHash() {
        return tree.hash(makeDisk());
    }
}
