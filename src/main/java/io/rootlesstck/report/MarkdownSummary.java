package io.rootlesstck.report;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The short form for a page of a CI job: what does not hold, why, and where it ran. */
final class MarkdownSummary {
    // A step's summary may have 1 MiB on GitHub; nobody reads a hundredth of that.
    private static final int MOST_ROWS = 200;
    private static final int LONGEST_REASON = 300;

    /** What Markdown, tables in it, mentions and references would otherwise take as their own. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]#|~@$]");

    private final StringBuilder out = new StringBuilder();

    private MarkdownSummary() {}

    /** Writes the summary of a result. */
    static String of(RunResult result) {
        MarkdownSummary summary = new MarkdownSummary();
        summary.head(result);
        summary.deviations(result);
        summary.cells(result);
        return summary.out.toString();
    }

    private void head(RunResult result) {
        Map<Verdict, Integer> counts = Figures.counts(result.cells());
        List<ClaimVerdict> verdicts = Figures.verdicts(result);
        line(
                "## Rootless TCK: %d of %d claims hold"
                        .formatted(counts.getOrDefault(Verdict.HOLDS, 0), verdicts.size()));
        line("");
        if (verdicts.isEmpty()) {
            line("No claim got a verdict.");
        } else {
            line(
                    counts.entrySet().stream()
                                    .map(
                                            each ->
                                                    "**%d** %s"
                                                            .formatted(
                                                                    each.getValue(),
                                                                    name(each.getKey())))
                                    .collect(joining(" · "))
                            + " · "
                            + Figures.expectation(verdicts));
        }
        line("");
        line(
                "%s, %s, kit %s"
                        .formatted(
                                Figures.date(result.started()),
                                Figures.seconds(result.seconds()),
                                escape(result.kit())));
        line("");
    }

    private void deviations(RunResult result) {
        record One(CellResult cell, ClaimVerdict verdict) {}
        List<One> shown = new ArrayList<>();
        for (CellResult cell : result.cells()) {
            for (ClaimVerdict verdict : cell.claims()) {
                if (verdict.verdict() != Verdict.HOLDS || verdict.ledger() != null) {
                    shown.add(new One(cell, verdict));
                }
            }
        }
        if (shown.isEmpty()) {
            return;
        }
        shown.sort(Comparator.comparing(one -> -Severity.of(one.verdict)));
        boolean many = result.cells().size() > 1;
        line("| Claim | %sVerdict | Ledger | Reason |".formatted(many ? "Cell | " : ""));
        line("|---|%s---|---|---|".formatted(many ? "---|" : ""));
        for (One one : shown.subList(0, Math.min(MOST_ROWS, shown.size()))) {
            line(
                    "| `%s` | %s%s | %s | %s |"
                            .formatted(
                                    code(one.verdict.claim()),
                                    many ? escape(one.cell.cell()) + " | " : "",
                                    name(one.verdict.verdict()),
                                    ledger(one.verdict.ledger()),
                                    escape(VisibleText.cut(one.verdict.reason(), LONGEST_REASON))));
        }
        if (shown.size() > MOST_ROWS) {
            line("");
            line("And %d more in report.html.".formatted(shown.size() - MOST_ROWS));
        }
        line("");
    }

    private static String ledger(@Nullable LedgerNote note) {
        if (note == null) {
            return "";
        }
        String word = note.match().name().toLowerCase(Locale.ROOT);
        if (note.match() == Match.NEW) {
            return "**new**";
        }
        String link = PageBuilder.link(note.link());
        // A link stays one only while it holds nothing that ends it.
        String source =
                link.matches("[A-Za-z0-9:/?#._~%&=+,;@-]+")
                        ? " ([source](%s))".formatted(link)
                        : "";
        return (note.isGone()
                        ? "**%s**: expected %s. ".formatted(word, name(note.verdict()))
                        : word + ": ")
                + escape(VisibleText.cut(note.reason(), LONGEST_REASON))
                + source;
    }

    private void cells(RunResult result) {
        for (CellResult cell : result.cells()) {
            line("<details><summary>%s</summary>".formatted(escape(cell.cell())));
            line("");
            line("| | |");
            line("|---|---|");
            cell.facts().host().forEach((name, value) -> fact(name, Figures.value(value)));
            cell.facts().versions().forEach(this::fact);
            cell.facts().timings().forEach((step, seconds) -> fact(step, Figures.seconds(seconds)));
            line("");
            line("</details>");
            line("");
        }
    }

    private void fact(String name, String value) {
        line("| %s | %s |".formatted(escape(name), escape(VisibleText.cut(value, LONGEST_REASON))));
    }

    private static String name(Verdict verdict) {
        return escape(verdict.name());
    }

    /** Text of others in a line of a table: nothing in it is markup, a link or a mention. */
    static String escape(String text) {
        String marked =
                SPECIAL.matcher(VisibleText.of(text).replace("&", "&amp;").replace("<", "&lt;"))
                        .replaceAll("\\\\$0");
        return marked.strip().replaceAll("\\s*\n\\s*", "<br>").replace('\t', ' ');
    }

    /** Text in a code span, which a backtick or a bar would end. */
    static String code(String text) {
        return VisibleText.of(text).replaceAll("[`|<\\n\\t]", " ");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
