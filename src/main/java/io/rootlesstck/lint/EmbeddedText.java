package io.rootlesstck.lint;

import io.rootlesstck.document.Place;
import java.util.List;

/**
 * A text that is a value of a YAML file, and where its lines stand in that file.
 *
 * <p>Only the lines of a literal block ({@code |}) stand in the file as they are. Each is compared
 * with the file before its place is told; for all others the place is that of the whole value.
 */
final class EmbeddedText {
    private final List<String> fileLines;
    private final Place value;
    private final List<String> lines;

    /**
     * @param fileLines the lines of the file
     * @param value the place of the value, which is that of its {@code |}
     */
    EmbeddedText(List<String> fileLines, Place value, String text) {
        this.fileLines = fileLines;
        this.value = value;
        this.lines = text.lines().toList();
    }

    /** The place in the file of a place in the text. */
    Place at(Place inner) {
        int line = value.line() + inner.line();
        if (inner.line() < 1 || inner.line() > lines.size() || line > fileLines.size()) {
            return value;
        }
        String inFile = fileLines.get(line - 1);
        String inText = lines.get(inner.line() - 1);
        if (!isLiteral() || !inFile.endsWith(inText)) {
            return value;
        }
        return new Place(value.file(), line, inner.column() + width(inFile) - width(inText));
    }

    private boolean isLiteral() {
        if (value.line() < 1 || value.line() > fileLines.size()) {
            return false;
        }
        int[] header = fileLines.get(value.line() - 1).codePoints().toArray();
        int column = value.column() - 1;
        return column >= 0 && column < header.length && header[column] == '|';
    }

    private static int width(String line) {
        return line.codePointCount(0, line.length());
    }
}
