package io.rootlesstck.lint;

/** Texts of files, made fit for a terminal: files may hold anything. */
final class Shown {
    private static final int LONGEST = 120;

    private Shown() {}

    /** The text in one line without control characters, cut where it is too long to be read. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        int[] points = text.codePoints().limit(LONGEST + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, LONGEST); i++) {
            shown.appendCodePoint(isHarmless(points[i]) ? points[i] : 0xFFFD);
        }
        return points.length > LONGEST ? shown + "…" : shown.toString();
    }

    /** A path as a whole, without control characters. */
    static String path(String path) {
        StringBuilder shown = new StringBuilder();
        path.codePoints()
                .map(point -> isHarmless(point) ? point : 0xFFFD)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
