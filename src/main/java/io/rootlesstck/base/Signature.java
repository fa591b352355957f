package io.rootlesstck.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the files of a cache entry were when it was built: size, time and SHA-256, a line each.
 *
 * <p>A file whose size and time are as written is taken to be sound, for reading gigabytes at each
 * start would cost more than it saves; one whose time differs is hashed.
 */
final class Signature {
    private static final String NAME = ".signature";

    /** Above this, no hash: disk images are sparse, and terabytes of zeros hash slowly. */
    private static final long HASHED_UP_TO = 1L << 30;

    private static final String NOT_HASHED = "-";

    private final Path folder;

    private Signature(Path folder) {
        this.folder = folder;
    }

    static Signature of(Path folder) {
        return new Signature(folder);
    }

    boolean written() {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    void write() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String file : files()) {
            Path path = folder.resolve(file);
            long size = Files.size(path);
            String hash = size > HASHED_UP_TO ? NOT_HASHED : Hash.ofFile(path);
            lines.add("%d %d %s %s".formatted(size, mtime(path), hash, file));
        }
        Files.write(folder.resolve(NAME), lines);
    }

    /** What is wrong with the entry, or nothing. */
    Optional<String> damage() throws IOException {
        if (!written()) {
            return Optional.of("it has no signature");
        }
        Set<String> unseen = files();
        for (String line : Files.readAllLines(folder.resolve(NAME))) {
            String[] field = line.split(" ", 4);
            if (field.length != 4) {
                return Optional.of("its signature is cut short");
            }
            String file = field[3];
            if (!unseen.remove(file)) {
                return Optional.of(file + " is missing");
            }
            if (!sound(folder.resolve(file), field)) {
                return Optional.of(file + " is not what was built");
            }
        }
        return unseen.isEmpty()
                ? Optional.empty()
                : Optional.of(unseen.iterator().next() + " does not belong there");
    }

    private static boolean sound(Path file, String[] field) throws IOException {
        if (!field[0].equals(Long.toString(Files.size(file)))) {
            return false;
        }
        return field[1].equals(Long.toString(mtime(file)))
                || (!field[2].equals(NOT_HASHED) && field[2].equals(Hash.ofFile(file)));
    }

    private static long mtime(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    private Set<String> files() {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.equals(NAME))
                    .collect(TreeSet::new, Set::add, Set::addAll);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
