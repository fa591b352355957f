package io.rootlesstck.host.vm;

import io.rootlesstck.base.TckException;
import io.rootlesstck.host.debian.AptArchive;
import io.rootlesstck.host.debian.Mmdebstrap;
import io.rootlesstck.host.debian.SystemPackages;
import io.rootlesstck.host.debian.SystemPackages.Needed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the embedded VM needs of this machine. */
final class VmNeeds {
    private VmNeeds() {}

    /** Why this machine can run no embedded VM, whatever is installed. */
    static Optional<String> obstacle(String os, String architecture) {
        if (!os.equals("Linux")) {
            return Optional.of("it runs on Linux only, and this is " + os);
        }
        if (!architecture.equals("amd64")) {
            return Optional.of("it runs on x86-64 only, and this is " + architecture);
        }
        return Optional.empty();
    }

    /** {@link #obstacle(String, String)} of the machine this runs on. */
    static Optional<String> obstacle() {
        return obstacle(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** Throws where there is an obstacle. */
    static void requireMachine() {
        obstacle()
                .ifPresent(
                        why -> {
                            throw TckException.of("run the embedded VM").found(why).error();
                        });
    }

    /** To boot one whose parts are in the cache. */
    static List<Needed> toRun() {
        return List.of(
                new Needed("vdeplug", "vde_plug"),
                new Needed(
                        "libvdeplug-slirp",
                        "/usr/lib/x86_64-linux-gnu/vdeplug/libvdeplug_slirp.so"),
                new Needed("openssh-client", "ssh"),
                new Needed("openssh-client", "ssh-keygen"),
                new Needed("util-linux", "setsid"),
                new Needed("util-linux", "taskset"));
    }

    /** To build its kernel and its disk. */
    static List<Needed> toBuild() {
        List<Needed> needed = new ArrayList<>(Mmdebstrap.needed());
        needed.add(new Needed("debian-archive-keyring", AptArchive.KEYRING.toString()));
        needed.add(new Needed("dpkg", "dpkg-deb"));
        needed.add(new Needed("xz-utils", "xz"));
        needed.add(new Needed("patch", "patch"));
        needed.add(new Needed("gcc", "gcc"));
        needed.add(new Needed("libc6-dev", "/usr/include/stdio.h"));
        needed.add(new Needed("make", "make"));
        needed.add(new Needed("flex", "flex"));
        needed.add(new Needed("bison", "bison"));
        needed.add(new Needed("bc", "bc"));
        needed.add(new Needed("e2fsprogs", "mke2fs"));
        if (!SystemPackages.isRoot()) {
            needed.add(new Needed("fakeroot", "fakeroot"));
        }
        return needed;
    }
}
