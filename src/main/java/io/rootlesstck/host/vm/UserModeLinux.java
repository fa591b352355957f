package io.rootlesstck.host.vm;

import io.rootlesstck.base.TckException;
import io.rootlesstck.host.process.Background;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Linux as a program of this machine: needs neither KVM nor any right. */
final class UserModeLinux implements Hypervisor {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final String COPY = "run.cow";

    private final Kernel kernel;

    UserModeLinux(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public String describe() {
        return "User Mode Linux " + kernel.release();
    }

    @Override
    public Background start(Boot boot) {
        Room.require(boot.run().path(), Room.RUN_MIB, "boot the embedded VM");
        Path memory = memory(boot);
        return Background.of(boot.run(), "vm", argv(boot))
                // Its memory is a file that it makes in TMPDIR and unlinks at once.
                .with("TMPDIR", memory.toString())
                .start();
    }

    private List<String> argv(Boot boot) {
        String disk =
                boot.write() ? boot.disk().toString() : boot.run().file(COPY) + "," + boot.disk();
        return List.of(
                // Pinned: a guest that moves between CPUs takes ten times as long for a system
                // call.
                "taskset",
                "-c",
                Integer.toString(boot.cpu()),
                kernel.binary().toString(),
                "seccomp=on",
                "mem=" + boot.memoryMiB() + "M",
                "uml_dir=" + boot.run().path() + "/",
                "umid=uml",
                "ubd0=" + disk,
                "root=/dev/ubda",
                "rw",
                // Else the kernel zeroes 400 MB of unused inode tables behind the run's back.
                "rootflags=noinit_itable",
                "hostfs=" + boot.share(),
                "con=null",
                "con0=null,fd:2",
                "ssl=null",
                "vec0:transport=vde,vnl=ptp://" + boot.network() + ",mtu=" + Slirp.MTU,
                "vec1:transport=vde,vnl=ptp://" + boot.link() + ",mtu=" + Slirp.MTU,
                "quiet",
                "systemd.show_status=0");
    }

    /** Shared memory where it has room for the whole guest, else the run's own folder. */
    private static Path memory(Boot boot) {
        if (Files.isWritable(SHARED_MEMORY) && Room.mib(SHARED_MEMORY) >= boot.memoryMiB()) {
            return SHARED_MEMORY;
        }
        long room = Room.mib(boot.run().path());
        if (room >= boot.memoryMiB()) {
            return boot.run().path();
        }
        throw TckException.of("give the embedded VM %d MiB of memory".formatted(boot.memoryMiB()))
                .found(
                        "%s has less room than that, and so has %s (%d MiB)."
                                .formatted(SHARED_MEMORY, boot.run().path(), room))
                .next("Free space there, or ask for less with -Dtck.host.memory=MIB.")
                .error();
    }
}
