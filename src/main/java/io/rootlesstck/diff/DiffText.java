package io.rootlesstck.diff;

import io.rootlesstck.diff.Timing.Trend;
import java.util.ArrayList;
import java.util.List;

/** A comparison for the console: what changed, and at the end how much did not. */
public final class DiffText {
    private static final String ARROW = "->"; // a terminal without UTF-8 shows it, too
    private static final String PLUS_MINUS = "+-";
    private static final int WIDTH = 110;
    private static final int MOST_LINES = 3; // the whole reason stands in the JSON
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;

    private final boolean allTimes;
    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    private DiffText(boolean allTimes, boolean colour) {
        this.allTimes = allTimes;
        this.colour = colour;
    }

    /**
     * Draws a comparison.
     *
     * @param allTimes whether to print times of which nothing can be said, too
     * @param colour whether to use ANSI colours
     */
    public static String of(ResultDiff diff, boolean allTimes, boolean colour) {
        DiffText text = new DiffText(allTimes, colour);
        text.line("Baseline: " + Words.line(Words.side(diff.baseline())));
        text.line("Result:   " + Words.line(Words.side(diff.result())));
        diff.cells().forEach(text::cell);
        text.footer(diff);
        return text.out.toString();
    }

    private void cell(CellDiff cell) {
        List<Row> times = times(cell);
        boolean nothing =
                cell.differences().isEmpty()
                        && times.isEmpty()
                        && cell.claims().stream().allMatch(claim -> claim.change() == Change.SAME);
        line("");
        line(paint(1, Words.line(cell.title(ARROW))));
        if (nothing) {
            line("  " + Words.plural(cell.claims().size(), "claim") + ", nothing changed");
            return;
        }
        if (cell.isOneSided()) {
            line(
                    cell.from() == null
                            ? "  only the result has this cell"
                            : "  only the baseline has this cell");
        }
        if (!cell.differences().isEmpty()) {
            line("  not the same:");
            cell.differences()
                    .forEach(each -> line("    " + Words.line(Words.difference(each, ARROW))));
        }
        for (Change change : Change.values()) {
            List<ClaimDiff> claims = cell.with(change);
            if (change != Change.SAME && !claims.isEmpty()) {
                line("  " + paint(code(change), change.title()) + " (" + claims.size() + ")");
                boolean isShort = change == Change.GONE || change == Change.NOT_TRIED;
                claims.forEach(claim -> claim(claim, isShort));
            }
        }
        if (!times.isEmpty()) {
            table(times);
        }
    }

    private void claim(ClaimDiff claim, boolean isShort) {
        line("    " + Words.line(claim.claim()) + "  " + claim.verdicts(ARROW));
        if (isShort) {
            return;
        }
        List<String> reason =
                claim.reason().isEmpty() ? List.of() : claim.reason().lines().toList();
        reason.stream().limit(MOST_LINES).forEach(each -> line("        " + cut(each)));
        if (reason.size() > MOST_LINES) {
            line("        ... %d more lines with --json".formatted(reason.size() - MOST_LINES));
        }
        if (!claim.note().isEmpty()) {
            line("        " + cut(claim.note()));
        }
    }

    private static String cut(String text) {
        String plain = Words.line(text.strip());
        return plain.length() <= WIDTH ? plain : plain.substring(0, WIDTH) + "...";
    }

    private record Row(String name, String from, String to, Timing time) {}

    private List<Row> times(CellDiff cell) {
        List<Row> rows = new ArrayList<>();
        cell.steps().forEach(step -> row("set up: " + step.step(), step.time(), rows));
        for (ClaimDiff claim : cell.claims()) {
            if (claim.time() != null) {
                row(claim.claim(), claim.time(), rows);
            }
        }
        return rows;
    }

    private void row(String name, Timing time, List<Row> rows) {
        if (allTimes || time.isTold()) {
            rows.add(
                    new Row(
                            Words.line(name),
                            Words.sample(time.from(), PLUS_MINUS),
                            Words.sample(time.to(), PLUS_MINUS),
                            time));
        }
    }

    private void table(List<Row> rows) {
        int name = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        int from = rows.stream().mapToInt(row -> row.from.length()).max().orElse(0);
        int to = rows.stream().mapToInt(row -> row.to.length()).max().orElse(0);
        line("  medians");
        for (Row row : rows) {
            String columns = "    %-" + name + "s  %" + from + "s %s %" + to + "s  ";
            line(
                    columns.formatted(row.name, row.from, ARROW, row.to)
                            + paint(code(row.time.trend()), Words.line(Words.change(row.time))));
        }
    }

    private void footer(ResultDiff diff) {
        line("");
        line(Words.claims(diff));
        List<String> times = Words.times(diff);
        for (int i = 0; i < times.size(); i++) {
            line((i == 0 ? "" : "  ") + Words.line(times.get(i)));
        }
        line(paint(diff.isWorse() ? RED : GREEN, Words.conclusion(diff)));
    }

    private static int code(Change change) {
        return change.isWorse()
                ? RED
                : switch (change) {
                    case NOW_PASSING, HOLDS_AGAIN -> GREEN;
                    case DRIFTED, UNSTABLE, NEW -> YELLOW;
                    default -> 0;
                };
    }

    private static int code(Trend trend) {
        return switch (trend) {
            case SLOWER -> RED;
            case FASTER -> GREEN;
            default -> 0;
        };
    }

    private String paint(int code, String text) {
        return colour && code != 0 ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
