package io.rootlesstck.diff;

import java.util.ArrayList;
import java.util.List;

/** A comparison for a job's summary page or a comment, in GitHub's Markdown. */
public final class DiffMarkdown {
    private static final String ARROW = "\u2192";
    private static final String PLUS_MINUS = "\u00b1";
    private static final int LONGEST_REASON = 300; // a summary page takes 1 MiB in all

    /** What means something in Markdown or in HTML, or mentions somebody. */
    private static final String SPECIAL = "\\`*_{}[]<>#!|~&@$^";

    private final StringBuilder out = new StringBuilder();

    private DiffMarkdown() {}

    /** The text, all in ASCII. */
    public static String of(ResultDiff diff) {
        DiffMarkdown text = new DiffMarkdown();
        text.line("## Comparison with " + escape(diff.baseline().name()));
        text.line("");
        text.line("**" + escape(Words.conclusion(diff)) + "** " + escape(Words.claims(diff)) + ".");
        text.line("");
        text.line("- Baseline: " + escape(Words.side(diff.baseline())));
        text.line("- Result: " + escape(Words.side(diff.result())));
        Words.times(diff).forEach(each -> text.line("- " + escape(each)));
        diff.cells().forEach(text::cell);
        return Words.ascii(text.out.toString());
    }

    private void cell(CellDiff cell) {
        line("");
        line("### " + escape(cell.title(ARROW)));
        line("");
        cell.differences()
                .forEach(each -> line("- not the same: " + escape(Words.difference(each, ARROW))));
        List<ClaimDiff> changed =
                cell.claims().stream().filter(claim -> claim.change() != Change.SAME).toList();
        if (changed.isEmpty()) {
            line(cell.differences().isEmpty() ? "Nothing changed." : "\nNo verdict changed.");
        } else {
            line("");
            line("| claim | | verdict | why |");
            line("|---|---|---|---|");
            for (Change change : Change.values()) {
                changed.stream().filter(claim -> claim.change() == change).forEach(this::row);
            }
        }
        times(cell);
    }

    private void row(ClaimDiff claim) {
        String why =
                claim.note().isEmpty()
                        ? claim.reason()
                        : claim.reason().isEmpty()
                                ? claim.note()
                                : claim.reason() + "\n" + claim.note();
        String title = claim.change().title();
        line(
                "| %s | %s | %s | %s |"
                        .formatted(
                                escape(claim.claim()),
                                claim.change().isWorse() ? "**" + title + "**" : title,
                                escape(claim.verdicts(ARROW)),
                                escape(cut(why))));
    }

    private void times(CellDiff cell) {
        List<String> rows = new ArrayList<>();
        cell.steps().forEach(step -> time("set up: " + step.step(), step.time(), rows));
        for (ClaimDiff claim : cell.claims()) {
            if (claim.time() != null) {
                time(claim.claim(), claim.time(), rows);
            }
        }
        if (!rows.isEmpty()) {
            line("");
            line("| median time of | baseline | result | change |");
            line("|---|--:|--:|---|");
            rows.forEach(this::line);
        }
    }

    private static void time(String name, Timing time, List<String> rows) {
        if (time.isTold()) {
            rows.add(
                    "| %s | %s | %s | %s |"
                            .formatted(
                                    escape(name),
                                    escape(Words.sample(time.from(), PLUS_MINUS)),
                                    escape(Words.sample(time.to(), PLUS_MINUS)),
                                    escape(Words.change(time))));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_REASON
                ? text
                : text.substring(0, LONGEST_REASON) + "\u2026";
    }

    /** As text, whatever it holds: names and reasons come from clusters and logs. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : Words.plain(text).toCharArray()) {
            if (c == '\n') {
                safe.append("<br>");
            } else if (SPECIAL.indexOf(c) >= 0) {
                safe.append("&#").append((int) c).append(';');
            } else {
                safe.append(c);
            }
        }
        // Bare addresses would become links.
        return safe.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
