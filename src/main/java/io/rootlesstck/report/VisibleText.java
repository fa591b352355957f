package io.rootlesstck.report;

import org.jspecify.annotations.Nullable;

/** Makes text that others wrote fit to be shown: nothing in it steers, reorders or hides. */
final class VisibleText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int PICTURES = 0x2400; // Unicode's pictures of the control characters
    private static final int DELETE = 0x7F;

    private VisibleText() {}

    /**
     * The text with control characters as their pictures, and with marks that turn the direction of
     * writing spelt out; tabs and line breaks stay. The result may stand in XML 1.0.
     */
    static String of(String text) {
        StringBuilder out = null; // most texts need no change
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String shown = shown(text, i, c);
            if (shown == null) {
                if (out != null) {
                    out.append(c);
                }
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            out.append(shown);
        }
        return out == null ? text : out.toString();
    }

    private static @Nullable String shown(String text, int at, char c) {
        if (c == '\n' || c == '\t') {
            return null;
        }
        if (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
            return "";
        }
        if (c < ' ') {
            return String.valueOf((char) (PICTURES + c));
        }
        if (c == DELETE) {
            return "\u2421";
        }
        if (c > DELETE && c < '\u00A0' || c == '\uFFFE' || c == '\uFFFF') {
            return String.valueOf(REPLACEMENT);
        }
        if (turnsDirection(c)) {
            return "‹U+%04X›".formatted((int) c);
        }
        boolean alone =
                Character.isHighSurrogate(c)
                        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                        : Character.isLowSurrogate(c)
                                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
        return alone ? String.valueOf(REPLACEMENT) : null;
    }

    /** The marks with which a line can be made to read as another one. */
    private static boolean turnsDirection(char c) {
        return c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || c >= '\u202A' && c <= '\u202E'
                || c >= '\u2066' && c <= '\u2069';
    }

    /** The text, cut where it is longer than {@code most} characters. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return of(text);
        }
        return of(text.substring(0, most)) + " …";
    }
}
