package io.rootlesstck.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lines of a ledger, of which single ones are changed, taken out or added. A YAML library that
 * writes the whole file again would move its comments and fold its texts anew.
 */
final class LedgerLines {
    private static final String EMPTY_LIST = "expected: []";
    private static final String INDENT = "  ";

    private final List<String> lines;
    private final Set<Integer> removed = new TreeSet<>();
    private final List<String> appended = new ArrayList<>();

    LedgerLines(String text) {
        this.lines = new ArrayList<>(text.stripTrailing().lines().toList());
    }

    /** Puts a word in the place of another one. Lines are counted from 1, as places are. */
    void replace(int line, String word, String by) {
        lines.set(line - 1, lines.get(line - 1).replace(word, by));
    }

    /** Takes an entry out, up to the next one; comments and empty lines between the two stay. */
    void remove(int from, int next) {
        int last = Math.min(next - 1, lines.size());
        while (last > from && isNoContent(lines.get(last - 1))) {
            last--;
        }
        for (int line = from; line <= last; line++) {
            removed.add(line);
        }
    }

    private static boolean isNoContent(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    /** Adds the lines of an entry at the end. */
    void append(List<String> entry) {
        entry.forEach(line -> appended.add(INDENT + line));
    }

    /** The whole text. */
    String text() {
        List<String> all = new ArrayList<>();
        boolean anyEntry = !appended.isEmpty();
        for (int line = 1; line <= lines.size(); line++) {
            if (!removed.contains(line)) {
                all.add(lines.get(line - 1));
                anyEntry |= lines.get(line - 1).strip().startsWith("- ");
            }
        }
        all.addAll(appended);
        all.replaceAll(line -> line.strip().equals(EMPTY_LIST) ? "expected:" : line);
        if (!anyEntry) {
            all.replaceAll(line -> line.strip().equals("expected:") ? EMPTY_LIST : line);
        }
        return String.join("\n", all) + "\n";
    }
}
