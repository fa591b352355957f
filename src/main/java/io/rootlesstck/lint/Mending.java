package io.rootlesstck.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does to the lines of a file what the fix of a finding says, where it says it to the letter:
 * {@code Write `key: value`.}, {@code Write `key`.}, {@code Add `key: value` under `parent`.} and
 * {@code Remove the line.}; a fix that leaves a choice is a person's. All other lines stay as they
 * are.
 *
 * <p>It knows little of YAML and TOML, so that comments and layout stay; whether the new text says
 * what it should is for the caller to see.
 */
final class Mending {
    private static final Pattern WRITE =
            Pattern.compile("Write `([\\w-]+)(?:: | = )([^`]+)`(?:, without quotes)?\\.");
    private static final Pattern RENAME = Pattern.compile("Write `(\\w+)`\\.");
    private static final Pattern REMOVE = Pattern.compile("Remove the line\\.");
    private static final Pattern ADD =
            Pattern.compile("Add `([\\w-]+)(: | = )([^`]+)`(?: under `([^`]+)`)?\\.");

    /** A value that ends on its line, in a line of its own or between braces. */
    private static final String SCALAR =
            "(?:\"[^\"\\\\]*\"|'[^']*'|[^\\s,#\"'{}\\[\\]|>&*!%@`]+)(?=\\s*(?:$|,|\\}|\\s#))";

    private static final String KEY = "([\"']?)([\\w-]+)\\1";
    private static final Pattern ENTRY = Pattern.compile(KEY + "(\\s*[:=]\\s*)(" + SCALAR + ")");
    private static final Pattern NAME = Pattern.compile(KEY + "(?=\\s*[:=])");
    private static final Pattern WHOLE_LINE =
            Pattern.compile("\\s*" + KEY + "\\s*[:=]\\s*" + SCALAR + "\\s*(?:#.*)?");
    private static final Pattern PARENT =
            Pattern.compile("(\\s*)([\"']?)([\\w.-]+)\\2:\\s*(?:#.*)?");
    private static final Pattern PARENT_IN_BRACES =
            Pattern.compile("(\\s*([\"']?)([\\w.-]+)\\2:\\s*\\{)([^{}#]*?)(\\s*\\}\\s*(?:#.*)?)");

    private final List<String> lines;
    private final int index;
    private final int column;

    private Mending(List<String> lines, Finding finding) {
        this.lines = new ArrayList<>(lines);
        this.index = finding.place().line() - 1;
        this.column = finding.place().column() - 1;
    }

    /** Whether a fix is one that can be done without a choice. */
    static boolean isToTheLetter(String fix) {
        return WRITE.matcher(fix).matches()
                || RENAME.matcher(fix).matches()
                || REMOVE.matcher(fix).matches()
                || ADD.matcher(fix).matches();
    }

    /** The text after a fix; nothing where it is no such fix, or the file is laid out otherwise. */
    static Optional<String> of(String text, Finding finding) {
        List<String> lines = List.of(text.split("\n", -1));
        Mending mending = new Mending(lines, finding);
        if (mending.index < 0 || mending.index >= lines.size() || mending.column < 0) {
            return Optional.empty();
        }
        boolean done = mending.mend(finding.fix());
        return done ? Optional.of(String.join("\n", mending.lines)) : Optional.empty();
    }

    private boolean mend(String fix) {
        Matcher write = WRITE.matcher(fix);
        if (write.matches()) {
            return write(write.group(1), write.group(2));
        }
        Matcher rename = RENAME.matcher(fix);
        if (rename.matches()) {
            return rename(rename.group(1));
        }
        Matcher add = ADD.matcher(fix);
        if (add.matches()) {
            String entry = add.group(1) + add.group(2) + add.group(3);
            return add.group(2).equals(" = ")
                    ? addToTable(entry, add.group(4))
                    : add(entry, add.group(4));
        }
        return REMOVE.matcher(fix).matches() && remove();
    }

    private boolean write(String key, String value) {
        String line = lines.get(index);
        Matcher entry = at(ENTRY, line);
        if (!entry.lookingAt() || !entry.group(2).equals(key)) {
            return false;
        }
        lines.set(index, line.substring(0, entry.start(4)) + value + line.substring(entry.end(4)));
        return true;
    }

    private boolean rename(String key) {
        String line = lines.get(index);
        Matcher name = at(NAME, line);
        if (!name.lookingAt()) {
            return false;
        }
        lines.set(index, line.substring(0, name.start(2)) + key + line.substring(name.end(2)));
        return true;
    }

    private Matcher at(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.region(Math.min(column, line.length()), line.length());
    }

    /** Takes out a line, and its parent's where it was the only one there. */
    private boolean remove() {
        String line = lines.get(index);
        if (!WHOLE_LINE.matcher(line).matches() || indent(line) != column) {
            return false;
        }
        int below = indentOf(next(index + 1));
        if (below > indent(line)) {
            return false; // the value goes on
        }
        lines.remove(index);
        if (index > 0) {
            String above = lines.get(index - 1);
            Matcher parent = PARENT.matcher(above);
            if (parent.matches() && indent(above) < indent(line) && below <= indent(above)) {
                lines.remove(index - 1);
            }
        }
        return true;
    }

    private boolean add(String entry, String parent) {
        String line = lines.get(index);
        Matcher block = PARENT.matcher(line);
        if (block.matches() && (parent == null || block.group(3).equals(parent))) {
            int below = indentOf(next(index + 1));
            int indent = below > indent(line) ? below : indent(line) + 2;
            insert(index + 1, " ".repeat(indent) + entry);
            return true;
        }
        Matcher braces = PARENT_IN_BRACES.matcher(line);
        if (parent != null && braces.matches() && braces.group(3).equals(parent)) {
            String before = braces.group(4).isBlank() ? "" : braces.group(4) + ", ";
            lines.set(index, braces.group(1) + before + entry + braces.group(5));
            return true;
        }
        // The parent is missing as well, and the place is that of the whole document.
        if (parent == null || column != 0 || line.startsWith("{")) {
            return false;
        }
        int end = index;
        for (int i = index;
                i < lines.size() && !lines.get(i).matches("(---|\\.\\.\\.)(\\s.*)?");
                i++) {
            if (!lines.get(i).isBlank()) {
                end = i;
            }
        }
        insert(end + 1, parent + ":");
        insert(end + 2, "  " + entry);
        return true;
    }

    private boolean addToTable(String entry, String table) {
        if (table == null) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String bare = line.replaceFirst("#.*", "").strip();
            if (bare.equals(table)) {
                insert(i + 1, " ".repeat(Math.max(indent(line), indentOf(next(i + 1)))) + entry);
                return true;
            }
        }
        return false;
    }

    /** Puts in a line that ends as the others do. */
    private void insert(int place, String line) {
        String end = lines.get(0).endsWith("\r") ? "\r" : "";
        if (place == lines.size()) {
            // The last line had no end; it has one now, and the new one has none.
            lines.set(place - 1, lines.get(place - 1) + end);
            lines.add(line);
        } else {
            lines.add(place, line + end);
        }
    }

    /** The next line that says something, or none. */
    private String next(int from) {
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                return lines.get(i);
            }
        }
        return "";
    }

    private static int indentOf(String line) {
        return line.startsWith("---") || line.startsWith("...") ? 0 : indent(line);
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
