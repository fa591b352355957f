package io.rootlesstck.document;

import java.nio.file.Path;

/**
 * A place in a file, printed as {@code file:line:column} so that editors and terminals link it.
 *
 * @param line counted from 1, or 0 where only the file is known
 * @param column counted from 1
 */
public record Place(Path file, int line, int column) {
    /** The file as a whole. */
    public static Place of(Path file) {
        return new Place(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line + ":" + column;
    }
}
