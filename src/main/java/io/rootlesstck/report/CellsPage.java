package io.rootlesstck.report;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A page about several cells: how many claims of each got what, and the claims that did not get the
 * same everywhere. It belongs into documentation, so it has neither times nor folders.
 */
final class CellsPage {
    private final RunResult result;
    private final StringBuilder out = new StringBuilder();

    private CellsPage(RunResult result) {
        this.result = result;
    }

    /** Writes the page of a result. */
    static String of(RunResult result) {
        CellsPage page = new CellsPage(result);
        page.out.append(
                "# What the cells came to\n\nKit %s, runs from %s on.\n\n"
                        .formatted(
                                MarkdownSummary.escape(result.kit()),
                                Figures.date(result.started())));
        page.counts();
        page.differences();
        return page.out.toString();
    }

    private void counts() {
        out.append("| cell | host |");
        for (Verdict verdict : Verdict.values()) {
            out.append(" %s |".formatted(MarkdownSummary.escape(verdict.name())));
        }
        out.append(
                " ledger |\n|---|---|%s---|\n".formatted("---|".repeat(Verdict.values().length)));
        for (CellResult cell : result.cells()) {
            Map<Verdict, Integer> counts = Figures.counts(List.of(cell));
            out.append("| `%s` | %s |".formatted(MarkdownSummary.code(cell.cell()), host(cell)));
            for (Verdict verdict : Verdict.values()) {
                out.append(" %d |".formatted(counts.getOrDefault(verdict, 0)));
            }
            out.append(" %s |\n".formatted(Figures.expectation(cell.claims())));
        }
    }

    private static String host(CellResult cell) {
        return MarkdownSummary.escape(
                Figures.value(cell.facts().host().getOrDefault("host", "no host")));
    }

    /** What was not run says nothing of a difference. */
    private void differences() {
        Map<String, Map<Verdict, List<String>>> byClaim = new TreeMap<>();
        for (CellResult cell : result.cells()) {
            for (ClaimVerdict claim : cell.claims()) {
                if (claim.verdict() != Verdict.NOT_RUN) {
                    byClaim.computeIfAbsent(claim.claim(), id -> new TreeMap<>())
                            .computeIfAbsent(claim.verdict(), verdict -> new ArrayList<>())
                            .add(cell.cell());
                }
            }
        }
        byClaim.values().removeIf(cells -> cells.size() < 2);
        if (byClaim.isEmpty()) {
            return;
        }
        out.append("\n## Where they differ\n\n| claim | verdicts |\n|---|---|\n");
        byClaim.forEach(
                (claim, cells) ->
                        out.append(
                                "| `%s` | %s |\n"
                                        .formatted(MarkdownSummary.code(claim), told(cells))));
    }

    /** Names the cells of each verdict, but for the one that most have. */
    private static String told(Map<Verdict, List<String>> cells) {
        List<Map.Entry<Verdict, List<String>>> fewestFirst =
                cells.entrySet().stream()
                        .sorted(Comparator.comparingInt(each -> each.getValue().size()))
                        .toList();
        int last = fewestFirst.size() - 1;
        return fewestFirst.subList(0, last).stream()
                        .map(
                                each ->
                                        "`%s` in %s"
                                                .formatted(
                                                        each.getKey(),
                                                        each.getValue().stream()
                                                                .map(MarkdownSummary::code)
                                                                .map("`%s`"::formatted)
                                                                .collect(joining(", "))))
                        .collect(joining("; "))
                + "; else `%s`".formatted(fewestFirst.get(last).getKey());
    }
}
