package io.rootlesstck.host.ssh;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.RunDir;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The keys of one host that is the kit's own: ours to get in, and its own by which we know it. Made
 * for each host anew; cached disks and images hold none.
 */
public final class Keys {
    /** By this name the host's key is known, whatever its address is. */
    static final String ALIAS = "tck";

    private static final String HOST_KEY = "ssh_host_ed25519_key";

    private final Path share;
    private final Path own;
    private final Path known;

    private Keys(Path share, Path own, Path known) {
        this.share = share;
        this.own = own;
        this.known = known;
    }

    /** Makes the keys of a host, in the folder of its run. */
    public static Keys make(RunDir run) {
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
                    known, ALIAS + " " + Files.readString(share.resolve(HOST_KEY + ".pub")));
            return new Keys(share, own, known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void generate(Path file) {
        Exec.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "tck", "-f", file.toString())
                .run()
                .orThrow("make a key for a host of the kit's");
    }

    /** The folder with what the host needs: its own key, and ours as one that opens it. */
    public Path share() {
        return share;
    }

    /** The private key that opens the host. */
    Path own() {
        return own;
    }

    /** The file of known hosts, which holds the host's key and no other. */
    Path known() {
        return known;
    }
}
