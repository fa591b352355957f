package io.rootlesstck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.Verdict;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownSummaryTest {
    @Test
    void saysWhatDoesNotHoldTheWorstFirst() {
        String summary =
                MarkdownSummary.of(
                        Results.of(
                                Results.cell(
                                        Results.CELL,
                                        Results.claim("a.fine", Verdict.HOLDS, ""),
                                        Results.claim(
                                                "a.known",
                                                Verdict.DRIFTED,
                                                "beta",
                                                Results.note(Match.EXPECTED, Verdict.DRIFTED)),
                                        Results.claim(
                                                "a.new",
                                                Verdict.BROKEN,
                                                "no | line\nof it",
                                                Results.note(Match.NEW, Verdict.HOLDS)),
                                        Results.claim(
                                                "a.gone",
                                                Verdict.HOLDS,
                                                "",
                                                Results.note(Match.VANISHED, Verdict.DRIFTED)))));

        assertThat(summary)
                .isEqualTo(
                        """
                        ## Rootless TCK: 2 of 4 claims hold

                        **2** HOLDS · **1** BROKEN · **1** DRIFTED · 2 not as expected

                        24 November 2026, 08:40 UTC, 10 min 54 s, kit 0.1.0

                        | Claim | Verdict | Ledger | Reason |
                        |---|---|---|---|
                        | `a.new` | BROKEN | **new** | no \\| line<br>of it |
                        | `a.gone` | HOLDS | **vanished**: expected DRIFTED. since beta ([source](https://example.org/why)) |  |
                        | `a.known` | DRIFTED | expected: since beta ([source](https://example.org/why)) | beta |

                        <details><summary>docker-containerd-runc-v1.37.2</summary>

                        | | |
                        |---|---|
                        | controllers | cpu, memory |
                        | host | embedded VM |
                        | kubelet | v1.37.2 |
                        | firstNodeReady | 46.4 s |

                        </details>

                        """);
    }

    @Test
    void namesTheCellWhereThereAreSeveral() {
        assertThat(
                        MarkdownSummary.of(
                                Results.of(
                                        Results.cell("a", Results.claim("x", Verdict.ERROR, "e")),
                                        Results.cell("b", Results.claim("x", Verdict.HOLDS, "")))))
                .contains("| Claim | Cell | Verdict | Ledger | Reason |")
                .contains("| `x` | a | ERROR |  | e |");
    }

    @Test
    void nothingHostileBecomesMarkup() {
        String summary = MarkdownSummary.of(Results.hostile());

        assertThat(summary)
                .doesNotContain("<script", "<img", "<svg", "</template", "\u001b", "\u202e")
                .doesNotContain("](javascript:");
        assertThat(summary.lines().filter(line -> line.startsWith("| `")))
                .allSatisfy(
                        line ->
                                assertThat(line.replace("\\|", "").chars().filter(c -> c == '|'))
                                        .hasSize(6));
    }

    @Test
    void aLongTableIsCut() {
        ClaimVerdict[] claims =
                IntStream.range(0, 300)
                        .mapToObj(i -> Results.claim("x." + i, Verdict.BROKEN, "no"))
                        .toArray(ClaimVerdict[]::new);

        String summary = MarkdownSummary.of(Results.of(Results.cell("a", claims)));

        assertThat(summary).contains("And 100 more in report.html.");
        assertThat(Arrays.stream(summary.split("\n")).filter(line -> line.startsWith("| `")))
                .hasSize(200);
    }

    @Test
    void aRunWithoutVerdictsSaysSo() {
        assertThat(MarkdownSummary.of(Results.of())).contains("No claim got a verdict.");
    }
}
