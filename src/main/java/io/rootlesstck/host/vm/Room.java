package io.rootlesstck.host.vm;

import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on a file system, looked for before long work rather than missed at its end. */
final class Room {
    /** A kernel's source and objects: 1.3 GiB measured for 7.3.4. */
    static final long KERNEL_MIB = 2048;

    /** A Debian tree as a tar file, unpacked, and as an image: 1.7 GiB measured. */
    static final long DISK_MIB = 2560;

    /** What a VM writes until its engine is up is little; with less than this it is of no use. */
    static final long RUN_MIB = 1024;

    private Room() {}

    /** The free room of the file system that holds a folder, in MiB. */
    static long mib(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() >> 20;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes sure of some room.
     *
     * @param tried what needs it, as the message continues "Could not …"
     * @throws TckException if there is less
     */
    static void require(Path folder, long mib, String tried) {
        long free = mib(folder);
        if (free < mib) {
            throw TckException.of(tried)
                    .found("It needs %d MiB in %s, and %d are free.".formatted(mib, folder, free))
                    .next(
                            "Free space there, run `./tck cache prune`, or give another cache"
                                    + " folder with -Dtck.cache=DIR.")
                    .error();
        }
    }
}
