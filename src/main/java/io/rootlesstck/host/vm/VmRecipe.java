package io.rootlesstck.host.vm;

import io.rootlesstck.base.Hash;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.host.debian.Mmdebstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files under {@code images/host} that the kernel and the disk are made from. */
final class VmRecipe {
    /** Where a user finds the files. */
    static final String FOLDER = "images/host";

    /** The program in the folder that turns a Debian tree into the host. */
    static final String CUSTOMIZE = "customize";

    private final Path folder = KitFiles.of(FOLDER);

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

    /** The folder of all these files. */
    Path folder() {
        return folder;
    }

    /** The program that packs a tree into an ext4 image. */
    Path makeDisk() {
        return folder.resolve("make-disk");
    }

    /** The Debian packages of the disk. */
    List<String> packages() {
        try {
            return Files.readAllLines(folder.resolve("packages")).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Hash hash =
                Hash.start()
                        .add(Mmdebstrap.recipe())
                        .add(folder.resolve(CUSTOMIZE))
                        .add(makeDisk());
        packages().forEach(hash::add);
        return hash.add(folder.resolve("masked-units")).tree(folder.resolve("rootfs")).hex();
    }
}
