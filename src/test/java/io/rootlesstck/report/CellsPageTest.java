package io.rootlesstck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.Verdict;
import org.junit.jupiter.api.Test;

class CellsPageTest {
    @Test
    void countsTheVerdictsOfEachCell() {
        LedgerNote known = new LedgerNote(Match.EXPECTED, Verdict.DRIFTED, "it is old", "");

        String page =
                CellsPage.of(
                        Results.of(
                                Results.cell(
                                        "a",
                                        Results.claim("x.one", Verdict.HOLDS, ""),
                                        Results.claim("x.two", Verdict.DRIFTED, "old", known)),
                                Results.cell("b", Results.claim("x.one", Verdict.NOT_RUN, "no"))));

        assertThat(page)
                .contains(
                        "| cell | host | HOLDS |",
                        "| `a` | embedded VM | 1 | 0 | 1 | 0 | 0 | all as expected |",
                        "| `b` | embedded VM | 0 | 0 | 0 | 1 | 0 | 1 not as expected |")
                .as("what was not run is no difference")
                .doesNotContain("Where they differ");
    }

    @Test
    void tellsWhereCellsDiffer() {
        String page =
                CellsPage.of(
                        Results.of(
                                Results.cell("a", Results.claim("x.one", Verdict.HOLDS, "")),
                                Results.cell("b", Results.claim("x.one", Verdict.DRIFTED, "new")),
                                Results.cell(
                                        "c",
                                        Results.claim("x.one", Verdict.HOLDS, ""),
                                        Results.claim("x.two", Verdict.HOLDS, ""))));

        assertThat(page)
                .contains("| `x.one` | `DRIFTED` in `b`; else `HOLDS` |")
                .doesNotContain("x.two");
    }

    @Test
    void keepsHostileNamesToTheirCells() {
        String page =
                CellsPage.of(
                        Results.of(
                                Results.cell(
                                        "a|b`<script>", Results.claim("x", Verdict.HOLDS, ""))));

        assertThat(page).contains("| `a b  script>` |");
    }
}
