package io.rootlesstck.base;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The kit's own data: the folders {@code images} and {@code scenarios}.
 *
 * <p>They are those of the checkout that the launcher {@code tck} names, or of the working
 * directory where that is a checkout. Elsewhere, as in a project that has the kit as a dependency,
 * they come out of the kit's jar and are unpacked into the cache once.
 */
public final class KitFiles {
    /** The system property that names the checkout. */
    public static final String CHECKOUT = "rootlesstck.checkout";

    /** The folders in one file, beside this class; the assembly {@code kit} makes it. */
    private static final String BUNDLE = "kit.tar.gz";

    /** What only a checkout of the kit has. */
    private static final Path OF_A_CHECKOUT = Path.of("images/components/releases.yaml");

    private KitFiles() {}

    /**
     * A file or folder of the kit.
     *
     * @param path relative to the kit's home, for example {@code images/node}
     * @throws UsageException if it is not there, for then the kit was started somewhere else
     */
    public static Path of(String path) {
        Path found = home().resolve(path);
        if (!Files.exists(found)) {
            throw TckException.of("find the kit's own " + path)
                    .found("There is no " + found + ".")
                    .next("Start it in the folder that holds the kit's pom.xml.")
                    .usage();
        }
        return found;
    }

    /** The folder that holds the kit's folders: its checkout, or what came with its jar. */
    public static Path home() {
        String named = System.getProperty(CHECKOUT);
        Path here = Path.of(named == null ? "" : named).toAbsolutePath();
        return named != null || Files.exists(here.resolve(OF_A_CHECKOUT))
                ? here
                : Bundled.HOME.orElse(here);
    }

    /** What came with the kit's jar; looked for once. */
    private static final class Bundled {
        static final Optional<Path> HOME = unpacked(Cache.of(Settings.load()));
    }

    /** Unpacks the bundle where that was not done yet; nothing where classes came without one. */
    private static Optional<Path> unpacked(Cache cache) {
        try (InputStream in = KitFiles.class.getResourceAsStream(BUNDLE)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bundle = in.readAllBytes();
            return Optional.of(
                    cache.entry(
                            "kit",
                            "files",
                            Hash.ofBytes(bundle),
                            folder -> unpack(new ByteArrayInputStream(bundle), folder)));
        } catch (IOException e) {
            throw TckException.of("read " + BUNDLE + " from the kit's jar")
                    .found(e.toString())
                    .next("Get the jar again; this one may be damaged.")
                    .cause(e)
                    .error();
        }
    }

    /**
     * Unpacks a tar archive: files, folders and links. Of permissions it keeps whether a file can
     * be executed.
     */
    static void unpack(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path place = entry.resolveIn(folder); // refuses what leads out of it
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                    continue;
                }
                Path parent = place.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, place);
                    Files.setPosixFilePermissions(
                            place,
                            PosixFilePermissions.fromString(
                                    (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
