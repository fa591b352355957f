package io.rootlesstck.report;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A result as a table for the console: one line a claim, wrapped where the reason is long. */
public final class VerdictTable {
    private static final int WIDTH = 118; // fits two thirds of a wide screen, and CI's log views
    private static final int VERDICT_WIDTH = "NOT_RUN".length();
    private static final int TIME_WIDTH = 7; // up to 9999.9 s
    private static final int SHORTEST_REASON = 30;
    private static final int MOST_LINES = 12; // the whole reason stands in result.json

    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    private VerdictTable(boolean colour) {
        this.colour = colour;
    }

    /**
     * Draws a result.
     *
     * @param output the folder with {@code result.json} and the evidence, named at the end
     * @param colour whether to use ANSI colours
     */
    public static String of(RunResult result, Path output, boolean colour) {
        VerdictTable table = new VerdictTable(colour);
        result.cells().forEach(table::cell);
        table.footer(result, output);
        return table.out.toString();
    }

    private void cell(CellResult cell) {
        line("");
        line(bold(cell.cell()));
        Object host = cell.facts().host().get("host");
        if (host != null) {
            wrap("  on ", "     ", host.toString());
        }
        if (!cell.facts().versions().isEmpty()) {
            wrap(
                    "  with ",
                    "       ",
                    cell.facts().versions().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(joining(", ")));
        }
        int idWidth =
                cell.claims().stream()
                        .mapToInt(verdict -> verdict.claim().length())
                        .max()
                        .orElse(0);
        cell.claims().forEach(verdict -> row(verdict, idWidth));
        cell.notMade()
                .forEach(notMade -> wrap("  ", "    ", notMade.claim() + ": " + notMade.reason()));
    }

    private void row(ClaimVerdict verdict, int idWidth) {
        String name = verdict.verdict().name();
        String head = "  %-" + idWidth + "s  %s%s  %" + TIME_WIDTH + "s  ";
        String first =
                head.formatted(
                        verdict.claim(),
                        isGone(verdict) ? red(name) : paint(verdict.verdict(), name),
                        " ".repeat(VERDICT_WIDTH - name.length()),
                        String.format(Locale.ROOT, "%.1f s", verdict.seconds()));
        int indent = 2 + idWidth + 2 + VERDICT_WIDTH + 2 + TIME_WIDTH + 2;
        if (WIDTH - indent >= SHORTEST_REASON) {
            wrap(first, " ".repeat(indent), reason(verdict));
            return;
        }
        line(first.stripTrailing());
        if (!reason(verdict).isEmpty()) {
            wrap("      ", "      ", reason(verdict));
        }
    }

    /** Why, and what the ledger says to it. */
    private static String reason(ClaimVerdict verdict) {
        LedgerNote note = verdict.ledger();
        if (note == null || note.match() == Match.NEW) {
            return verdict.reason();
        }
        String said =
                note.match() == Match.EXPECTED
                        ? "expected: " + note.reason()
                        : "the ledger expects %s: %s (%s)"
                                .formatted(note.verdict(), note.reason(), note.link());
        return verdict.reason().isEmpty() ? said : verdict.reason() + "\n" + said;
    }

    private static boolean isGone(ClaimVerdict verdict) {
        LedgerNote note = verdict.ledger();
        return note != null && note.isGone();
    }

    /**
     * One line where all is as expected; new deviations and those that are gone by name. What was
     * not run is counted: the rows above have its reasons, and on a cluster that the kit did not
     * make it is half of them.
     */
    private void ledger(RunResult result) {
        Map<Match, Integer> counts = new EnumMap<>(Match.class);
        Map<Match, Integer> notRun = new EnumMap<>(Match.class);
        Map<Match, List<String>> names = new EnumMap<>(Match.class);
        for (CellResult cell : result.cells()) {
            for (ClaimVerdict verdict : cell.claims()) {
                LedgerNote note = verdict.ledger();
                if (note == null) {
                    continue;
                }
                counts.merge(note.match(), 1, Integer::sum);
                if (verdict.verdict() == Verdict.NOT_RUN) {
                    notRun.merge(note.match(), 1, Integer::sum);
                } else if (note.match() != Match.EXPECTED) {
                    names.computeIfAbsent(note.match(), match -> new ArrayList<>())
                            .add(deviation(verdict, note, cell));
                }
            }
        }
        if (counts.isEmpty()) {
            return;
        }
        line(
                "Ledger:   "
                        + counts.entrySet().stream()
                                .map(entry -> counted(entry.getKey(), entry.getValue(), notRun))
                                .collect(joining(", ")));
        names.forEach(
                (match, lines) -> lines.forEach(each -> line("  " + red(match + " ") + each)));
    }

    private static String counted(Match match, int count, Map<Match, Integer> notRun) {
        String all = count + " " + match.name().toLowerCase(Locale.ROOT);
        return notRun.containsKey(match) ? all + " (%d NOT_RUN)".formatted(notRun.get(match)) : all;
    }

    private static String deviation(ClaimVerdict verdict, LedgerNote note, CellResult cell) {
        return "%s is %s [%s]"
                .formatted(
                        verdict.claim(),
                        note.isGone()
                                ? verdict.verdict() + ", not " + note.verdict()
                                : verdict.verdict(),
                        cell.cell());
    }

    private void footer(RunResult result, Path output) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        int claims = 0;
        for (CellResult cell : result.cells()) {
            for (ClaimVerdict verdict : cell.claims()) {
                counts.merge(verdict.verdict(), 1, Integer::sum);
                claims++;
            }
        }
        line("");
        String verdicts =
                counts.entrySet().stream()
                        .map(
                                entry ->
                                        entry.getValue()
                                                + " "
                                                + paint(entry.getKey(), entry.getKey().name()))
                        .collect(joining(", "));
        line(
                String.format(
                        Locale.ROOT,
                        "%d claims%s in %.0f s",
                        claims,
                        verdicts.isEmpty() ? "" : ": " + verdicts,
                        result.seconds()));
        ledger(result);
        line("Result:   " + output.resolve("result.json"));
        line("Evidence: " + output.resolve("evidence"));
    }

    /** Writes words behind a head, on as many lines as they need; a line break stays one. */
    private void wrap(String head, String indent, String text) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : printable(text).split("\n", -1)) {
            fold(paragraph.strip(), WIDTH - indent.length(), lines);
        }
        if (lines.size() > MOST_LINES) {
            int left = lines.size() - MOST_LINES + 1;
            lines.subList(MOST_LINES - 1, lines.size()).clear();
            lines.add("… %d more lines in result.json".formatted(left));
        }
        for (int i = 0; i < lines.size(); i++) {
            line(((i == 0 ? head : indent) + lines.get(i)).stripTrailing());
        }
    }

    /** A reason may quote a log, and a log may hold what a terminal would obey. */
    private static String printable(String text) {
        return text.replace("\t", "  ").replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
    }

    private static void fold(String paragraph, int width, List<String> lines) {
        StringBuilder current = new StringBuilder();
        for (String word : paragraph.split(" ", -1)) {
            if (!current.isEmpty() && current.length() + 1 + word.length() > width) {
                lines.add(current.toString());
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
        }
        lines.add(current.toString());
    }

    private void line(String text) {
        out.append(text).append(System.lineSeparator());
    }

    private String paint(Verdict verdict, String text) {
        int code =
                switch (verdict) {
                    case HOLDS -> 32; // green
                    case DRIFTED -> 33; // yellow
                    case NOT_RUN -> 35; // magenta
                    case BROKEN, ERROR -> 31; // red
                };
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private String red(String text) {
        return colour ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    private String bold(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
