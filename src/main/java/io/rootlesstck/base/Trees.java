package io.rootlesstck.base;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Whole folders: delete one, weigh one. Links are never followed. */
public final class Trees {
    private Trees() {}

    /** Deletes a file or folder with all that is in it; one that is not there is no error. */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // somebody else deleted it: fine
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        Files.deleteIfExists(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** The bytes that a folder takes on the disk; a sparse file counts what it really takes. */
    public static long bytesOnDisk(Path root) throws IOException {
        AtomicLong sum = new AtomicLong();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        sum.addAndGet(onDisk(file, attributes));
                        return FileVisitResult.CONTINUE;
                    }
                });
        return sum.get();
    }

    private static long onDisk(Path file, BasicFileAttributes attributes) throws IOException {
        // The JDK gives no st_blocks; `du` does, and knows what sparse files are.
        if (attributes.size() < (64L << 20)) {
            return attributes.size();
        }
        Exec.Result du = Exec.of("du", "--block-size=1", file.toString()).run();
        return du.ok() ? Long.parseLong(du.out().split("\\s+")[0]) : attributes.size();
    }
}
