package io.rootlesstck.report;

import io.rootlesstck.report.Excerpt.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts evidence files down to what a reader looks for: the lines with the texts that the claim
 * expects and what stands around them; without such lines a short file whole, or a log's end.
 */
final class Excerpts {
    private static final int MOST_READ = 8 << 20; // bytes; a log of a run has 0.2 MB
    private static final int MOST_HITS = 6;
    private static final int AROUND = 2; // lines before and after a hit
    private static final int WHOLE_LINES = 60;
    private static final int WHOLE_CHARACTERS = 3000;
    private static final int END_LINES = 8;
    private static final int LONGEST_LINE = 420;
    private static final int BEFORE_HIT = 200; // characters kept before a hit in a long line

    private final Path folder;

    /** Prepares reading below a folder, and nowhere else whatever a result names. */
    Excerpts(Path folder) {
        this.folder = folder;
    }

    /**
     * An excerpt of a file.
     *
     * @param path of the file below the folder
     * @param name what a reader calls it
     * @param texts what the claim expects lines to hold
     * @return empty if there is no such file below the folder
     */
    Optional<Excerpt> of(String path, String name, List<String> texts) throws IOException {
        Path file = find(path);
        if (file == null) {
            return Optional.empty();
        }
        long size = Files.size(file);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_READ);
        }
        if (isBinary(bytes)) {
            return Optional.of(new Excerpt(name, List.of(), "not text, " + Figures.size(size)));
        }
        // What is no UTF-8 becomes the replacement character, which shows that it was none.
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> lines = Arrays.asList(text.stripTrailing().split("\n", -1));
        Excerpt excerpt = cut(name, lines, text.length(), texts);
        return Optional.of(
                bytes.length < size
                        ? new Excerpt(
                                name,
                                excerpt.pieces(),
                                "of the first "
                                        + Figures.size(bytes.length)
                                        + " of "
                                        + Figures.size(size))
                        : excerpt);
    }

    private @Nullable Path find(String path) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Path named;
        try {
            named = root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            return null; // no file can have that name
        }
        if (!named.startsWith(root) || !Files.isRegularFile(named)) {
            return null;
        }
        return named.toRealPath().startsWith(root.toRealPath()) ? named : null;
    }

    private static boolean isBinary(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }

    private static Excerpt cut(String name, List<String> lines, int length, List<String> texts) {
        BitSet shown = new BitSet(lines.size());
        List<Integer> hits = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (hit(lines.get(i), texts).isPresent()) {
                found++;
                if (hits.size() < MOST_HITS) {
                    hits.add(i);
                    shown.set(Math.max(0, i - AROUND), Math.min(lines.size(), i + AROUND + 1));
                }
            }
        }
        if (lines.size() <= WHOLE_LINES && length <= WHOLE_CHARACTERS) {
            shown.set(0, lines.size());
        } else if (hits.isEmpty()) {
            int from =
                    name.endsWith(".log") || name.endsWith("events.txt")
                            ? lines.size() - END_LINES
                            : 0;
            shown.set(Math.max(0, from), Math.min(lines.size(), Math.max(0, from) + END_LINES));
        }
        String note =
                shown.cardinality() == lines.size()
                        ? ""
                        : "%d of %d lines%s"
                                .formatted(
                                        shown.cardinality(),
                                        lines.size(),
                                        found > hits.size()
                                                ? ", %d of %d with an expected text"
                                                        .formatted(hits.size(), found)
                                                : "");
        return new Excerpt(name, pieces(lines, shown, texts), note);
    }

    private static List<Piece> pieces(List<String> lines, BitSet shown, List<String> texts) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int next = 0;
        for (int i = shown.nextSetBit(0); i >= 0; i = shown.nextSetBit(i + 1)) {
            if (i > next) {
                flush(plain, pieces);
                pieces.add(Piece.gap(i - next));
            }
            next = i + 1;
            String line = lines.get(i);
            Optional<int[]> hit = hit(line, texts);
            if (hit.isEmpty()) {
                plain.append(VisibleText.cut(line, LONGEST_LINE)).append('\n');
                continue;
            }
            flush(plain, pieces);
            pieces.add(marked(line, hit.get()[0], hit.get()[1]));
        }
        flush(plain, pieces);
        if (next < lines.size()) {
            pieces.add(Piece.gap(lines.size() - next));
        }
        return pieces;
    }

    private static void flush(StringBuilder plain, List<Piece> pieces) {
        if (!plain.isEmpty()) {
            pieces.add(Piece.text(plain.toString()));
            plain.setLength(0);
        }
    }

    private static Piece marked(String line, int from, int to) {
        String before = line.substring(0, from);
        if (before.length() > BEFORE_HIT) {
            before = "… " + before.substring(before.length() - BEFORE_HIT);
        }
        return new Piece(
                "hit",
                VisibleText.of(before),
                VisibleText.cut(line.substring(from, to), LONGEST_LINE),
                VisibleText.cut(line.substring(to), LONGEST_LINE));
    }

    /** Where the first of the texts stands in a line: its beginning and its end. */
    private static Optional<int[]> hit(String line, List<String> texts) {
        for (String text : texts) {
            int at = text.isBlank() ? -1 : line.indexOf(text);
            if (at >= 0) {
                return Optional.of(new int[] {at, at + text.length()});
            }
        }
        return Optional.empty();
    }
}
