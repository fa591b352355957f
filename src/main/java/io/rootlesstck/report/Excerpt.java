package io.rootlesstck.report;

import java.util.List;

/**
 * What a report shows of one evidence file.
 *
 * @param name of the file in its folder
 * @param pieces the text, in order
 * @param note what was left out, or empty where the whole file is shown
 */
public record Excerpt(String name, List<Piece> pieces, String note) {

    /**
     * A part of the text.
     *
     * @param kind {@code text}, {@code hit} for a line that holds an expected text, or {@code gap}
     * @param text of it; of a hit, what stands before the expected text; of a gap, what it says
     * @param marked the expected text itself; empty unless this is a hit
     * @param rest of the line behind the expected text
     */
    public record Piece(String kind, String text, String marked, String rest) {
        static Piece text(String text) {
            return new Piece("text", text, "", "");
        }

        static Piece gap(int lines) {
            return new Piece("gap", lines == 1 ? "1 line" : lines + " lines", "", "");
        }
    }

    // Markup around a file and around a piece, roughly; see report.ftlh.
    private static final int FILE_MARKUP = 160;
    private static final int PIECE_MARKUP = 40;

    /** The bytes that it takes in the page, from above. */
    int weight() {
        int weight = FILE_MARKUP + name.length() + note.length();
        for (Piece piece : pieces) {
            weight += PIECE_MARKUP + weight(piece.text) + weight(piece.marked) + weight(piece.rest);
        }
        return weight;
    }

    /** Whether a line in it holds an expected text. */
    boolean hasHits() {
        return pieces.stream().anyMatch(piece -> piece.kind.equals("hit"));
    }

    /**
     * Whether it says little to most readers, so that it is shown closed: files as configured, and
     * logs without anything that was expected.
     */
    public boolean isAside() {
        return name.startsWith("used-") || name.endsWith(".log") && !hasHits();
    }

    private static int weight(String text) {
        int weight = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            weight +=
                    switch (c) {
                        case '"' -> "&quot;".length();
                        case '\'' -> "&#39;".length();
                        case '&' -> "&amp;".length();
                        case '<', '>' -> "&lt;".length();
                        default -> c < 0x80 ? 1 : 3;
                    };
        }
        return weight;
    }
}
