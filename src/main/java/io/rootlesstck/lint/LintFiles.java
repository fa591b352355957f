package io.rootlesstck.lint;

import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Finds and reads the files that are named. */
final class LintFiles {
    /** Far above any real configuration, and little enough to be read at once. */
    static final int LARGEST = 1024 * 1024;

    private static final Set<String> ENDINGS = Set.of("yaml", "yml", "json", "toml", "conf");

    private LintFiles() {}

    /** The files of a folder and those below it that may be configuration, by name. */
    static List<Path> walk(Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path each, BasicFileAttributes attributes) {
                            return !each.equals(folder) && name(each).startsWith(".")
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path each, BasicFileAttributes attributes) {
                            String name = name(each);
                            if (attributes.isRegularFile()
                                    && ENDINGS.contains(
                                            name.substring(name.lastIndexOf('.') + 1))) {
                                files.add(each);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path each, IOException e) {
                            files.add(each); // reading it will say why
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw TckException.of("look into the folder " + folder)
                    .found(e.toString())
                    .cause(e)
                    .usage();
        }
        Collections.sort(files);
        return files;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /**
     * The text of a file.
     *
     * @throws Unreadable saying why it cannot be had
     */
    static String text(Path file) throws Unreadable {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Unreadable("there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new Unreadable("is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return text(in);
        } catch (IOException e) {
            throw new Unreadable("cannot be read: " + e);
        }
    }

    /** The text of a stream. */
    static String text(InputStream in) throws IOException, Unreadable {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new Unreadable(
                    "is larger than %d KiB, so it is no configuration".formatted(LARGEST / 1024));
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new Unreadable("is a binary file");
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            for (byte each : bytes) {
                if (each == 0) {
                    throw new Unreadable("is a binary file");
                }
            }
            throw new Unreadable("is not UTF-8 text");
        }
    }

    /** Why a file cannot be read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String reason) {
            super(reason);
        }

        /** The reason. */
        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
