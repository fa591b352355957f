package io.rootlesstck.host.vm;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.RunDir;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The keys of one virtual machine: ours to get in, and its own by which we know it. Made for each
 * machine anew; the cached disk holds none.
 */
final class Keys {
    private static final String HOST_KEY = "ssh_host_ed25519_key";

    private final Path share;
    private final Path own;
    private final Path known;

    private Keys(Path share, Path own, Path known) {
        this.share = share;
        this.own = own;
        this.known = known;
    }

    /** Makes the keys of a machine whose ssh answers at a port of this machine's loopback. */
    static Keys make(RunDir run, int port) {
        try {
            Path share =
                    Files.createDirectory(
                            run.file("share"),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
            Path own = run.file("key");
            Path known = run.file("known_hosts");
            generate(own);
            generate(share.resolve(HOST_KEY));
            Files.copy(run.file("key.pub"), share.resolve("authorized_keys"));
            Files.writeString(
                    known,
                    "[127.0.0.1]:%d %s"
                            .formatted(port, Files.readString(share.resolve(HOST_KEY + ".pub"))));
            return new Keys(share, own, known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void generate(Path file) {
        Exec.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "tck", "-f", file.toString())
                .run()
                .orThrow("make a key for the embedded VM");
    }

    /** The folder that the guest sees. */
    Path share() {
        return share;
    }

    /** The private key that opens the guest. */
    Path own() {
        return own;
    }

    /** The file of known hosts, which holds the guest's key and no other. */
    Path known() {
        return known;
    }
}
