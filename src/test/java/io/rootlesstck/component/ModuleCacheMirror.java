package io.rootlesstck.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A Go module cache that is another one but for some files: links to its folders, and real folders
 * only on the way to what differs.
 *
 * <p>Go (seen in 1.26) refuses to replace files of the module cache with {@code -overlay}. Modules
 * in a mirror have the same names and, but for what differs, the same content, so that what was
 * compiled from the original is compiled from the mirror already.
 */
final class ModuleCacheMirror {
    private final Path original;
    private final Path mirror;

    private ModuleCacheMirror(Path original, Path mirror) {
        this.original = original;
        this.mirror = mirror;
    }

    /** Makes a mirror in a folder that does not exist yet. */
    static ModuleCacheMirror of(Path original, Path mirror) throws IOException {
        ModuleCacheMirror made = new ModuleCacheMirror(original, mirror);
        made.open(Path.of(""));
        return made;
    }

    Path folder() {
        return mirror;
    }

    /**
     * Puts a text in the place of a file; the original stays as it is.
     *
     * @param file in the original
     */
    void replace(Path file, String text) throws IOException {
        Path name = original.relativize(file);
        for (int depth = 1; depth < name.getNameCount(); depth++) {
            Path folder = name.subpath(0, depth);
            if (Files.isSymbolicLink(mirror.resolve(folder))) {
                Files.delete(mirror.resolve(folder));
                open(folder);
            }
        }
        Path place = mirror.resolve(name);
        Files.delete(place);
        // Must be new: through a link that was left, it would be written to the original.
        Files.writeString(place, text, StandardOpenOption.CREATE_NEW);
    }

    /** Makes a folder that has the files of the original one, and a link for each folder there. */
    private void open(Path folder) throws IOException {
        Path made = Files.createDirectory(mirror.resolve(folder));
        try (Stream<Path> content = Files.list(original.resolve(folder))) {
            for (Path each : content.toList()) {
                Path name = made.resolve(each.getFileName());
                if (Files.isRegularFile(each)) {
                    Files.copy(each, name); // Go embeds no link
                } else {
                    Files.createSymbolicLink(name, each);
                }
            }
        }
    }
}
