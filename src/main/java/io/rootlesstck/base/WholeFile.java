package io.rootlesstck.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files whole or not at all: whoever reads one sees the old text or the new one, never half
 * of it, and a write that fails leaves nothing behind.
 */
public final class WholeFile {
    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rw-------");

    private WholeFile() {}

    /**
     * Writes a text as UTF-8. A file that is there keeps its permissions, and one behind a link is
     * written where the link points to. The file's folder is made where it is missing. What is no
     * file, a pipe for example, is written to as it is.
     */
    public static void write(Path file, String text) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            Files.writeString(file, text); // a pipe or a device, /dev/stdout for example
            return;
        }
        Path place = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
        if (!Files.isRegularFile(place)) {
            replace(place, text);
            return;
        }
        Set<PosixFilePermission> kept = Files.getPosixFilePermissions(place);
        // Beside its place the text may be read by nobody who may not read it there.
        Path half = half(place, text, PosixFilePermissions.asFileAttribute(OWNERS));
        move(half, place, kept);
    }

    /** Writes a text as UTF-8 into a file that only its owner can read. */
    public static void writePrivate(Path file, String text) throws IOException {
        replace(file, text, PosixFilePermissions.asFileAttribute(OWNERS));
    }

    private static void replace(Path file, String text, FileAttribute<?>... attributes)
            throws IOException {
        move(half(file, text, attributes), file, Set.of());
    }

    private static Path half(Path file, String text, FileAttribute<?>... attributes)
            throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "a folder stands there");
        }
        Files.createDirectories(folder);
        Path half = folder.resolve(".tck-" + UUID.randomUUID() + ".part");
        boolean done = false;
        try {
            Files.createFile(half, attributes);
            Files.writeString(half, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(half);
            }
        }
        return half;
    }

    private static void move(Path half, Path file, Set<PosixFilePermission> permissions)
            throws IOException {
        try {
            if (!permissions.isEmpty()) {
                Files.setPosixFilePermissions(half, permissions);
            }
            // The move would replace an empty folder without a word.
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(file.toString(), null, "a folder stands there");
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
