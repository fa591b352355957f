package io.rootlesstck.diff;

import static io.rootlesstck.diff.Results.cell;
import static io.rootlesstck.diff.Results.claim;
import static io.rootlesstck.diff.Results.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.diff.ResultDiff.Options;
import io.rootlesstck.document.DocumentSchema;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffFormsTest {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String HOSTILE =
            SCRIPT
                    + "\"' onload=x ${7*7} | `code` [link](javascript:x) @team https://x.org \u001b[31m\u202e";

    private static ResultDiff diff() {
        return ResultDiff.between(
                run(
                        cell(
                                claim("kubelet.a", Verdict.HOLDS),
                                claim("kubelet.b", Verdict.HOLDS),
                                claim("kubelet.c", Verdict.BROKEN, "was\nbroken"))),
                run(
                        cell(
                                claim("kubelet.a", Verdict.BROKEN, "one\ntwo\nthree\nfour\nfive"),
                                claim("kubelet.b", Verdict.HOLDS),
                                claim("kubelet.c", Verdict.HOLDS))));
    }

    @Test
    void printsWhatChanged() {
        assertThat(DiffText.of(diff(), false, false))
                .isEqualTo(
                        """
                        Baseline: baseline (1 run, 2026-11-24T08:40:45.577Z)
                        Result:   result (1 run, 2026-11-24T08:40:45.577Z)

                        docker-containerd-runc-v1.37.2
                          now failing (1)
                            kubelet.a  HOLDS -> BROKEN
                                one
                                two
                                three
                                ... 2 more lines with --json
                          now passing (1)
                            kubelet.c  BROKEN -> HOLDS
                                was
                                broken

                        3 claims: 1 now failing, 1 now passing, 1 the same
                        2 times: 2 ~
                          2: too few runs: 1 and 1 (with as many on both sides, 4 are the fewest that can say anything at p < 0.05)
                        Worse: 1 now failing.
                        """);
    }

    @Test
    void printsMediansWithIntervalsAndSignificance() {
        ResultDiff diff =
                ResultDiff.between(
                        Results.timed("old", 10, 11, 12, 13, 14, 15),
                        Results.timed("new", 20, 21, 22, 23, 24, 25),
                        Options.DEFAULT);

        assertThat(DiffText.of(diff, false, false))
                .contains(
                        """
                          medians
                            kubelet.starts.ready  12.5 s +- 20% -> 22.5 s +- 11%  +80.0% (p=0.002 n=6)
                        """)
                .contains("2 times: 1 slower, 1 ~\n")
                .contains("of 1 that were tested at p < 0.05, about 0 would differ by chance alone")
                .endsWith("Nothing got worse.\n");
        assertThat(DiffText.of(diff, true, false))
                .containsPattern(
                        "set up: host +8.5 s \\+- 0% -> +8.5 s \\+- 0%  ~ \\(all times are equal\\)");
    }

    @Test
    void saysOfAResultThatDidNotChangeThatItDidNot() {
        ResultDiff same =
                ResultDiff.between(
                        run(cell(claim("a", Verdict.HOLDS))), run(cell(claim("a", Verdict.HOLDS))));

        assertThat(DiffText.of(same, false, false)).contains("  1 claim, nothing changed\n");
        assertThat(DiffMarkdown.of(same)).contains("Nothing changed.");
        assertThat(DiffHtml.of(same)).contains("No verdict changed; 1 are the same.");
    }

    @Test
    void usesColoursWhereTheyAreWanted() {
        assertThat(DiffText.of(diff(), false, true)).contains("\u001b[31mnow failing\u001b[0m (1)");
    }

    @Test
    void theJsonFitsItsSchema() throws IOException {
        String json = DiffJson.of(diff());
        JsonNode tree = new ObjectMapper().readTree(json);

        assertThat(DocumentSchema.named("diff").violations(tree)).isEmpty();
        assertThat(tree.path("worse").booleanValue()).isTrue();
        assertThat(tree.at("/counts/NOW_FAILING").intValue()).isEqualTo(1);
        assertThat(tree.at("/cells/0/claims/0/change").textValue()).isEqualTo("NOW_FAILING");
        assertThat(tree.at("/cells/0/claims/0/to/BROKEN").intValue()).isEqualTo(1);
    }

    @Test
    void theJsonOfRepeatedRunsFitsItsSchema() throws IOException {
        String json =
                DiffJson.of(
                        ResultDiff.between(
                                Results.timed("größer", 1, 2, 3, 4, 5, 6),
                                Results.timed("new", 7, 8, 9, 10, 11, 12),
                                Options.DEFAULT));

        assertThat(DocumentSchema.named("diff").violations(new ObjectMapper().readTree(json)))
                .isEmpty();
        assertThat(json).isASCII();
    }

    @Test
    void markdownIsATableWithItsTextEscaped() {
        assertThat(DiffMarkdown.of(diff()))
                .startsWith("## Comparison with baseline\n\n**Worse: 1 now failing.** ")
                .contains(
                        "| kubelet.a | **now failing** | HOLDS &#8594; BROKEN | one<br>two<br>three<br>four<br>five |\n")
                .isASCII();
    }

    @Test
    void hostileTextIsTextInEveryForm() {
        ResultDiff hostile =
                ResultDiff.between(
                        new Side(HOSTILE, List.of(run(cell(HOSTILE, "k", HOSTILE)))),
                        Side.of(
                                HOSTILE,
                                run(
                                        cell(
                                                HOSTILE,
                                                HOSTILE,
                                                "v",
                                                claim(HOSTILE, Verdict.BROKEN, HOSTILE)))),
                        Options.DEFAULT);

        assertThat(DiffHtml.of(hostile))
                .doesNotContain("<script", "\u001b", "\u202e", "49 |")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=x ${7*7} |");
        assertThat(DiffMarkdown.of(hostile))
                .doesNotContain("<script", "](", "@team", "://", "`", "\u001b", "\u202e")
                .contains("&#60;script&#62;alert(1)&#60;/script&#62;");
        assertThat(DiffText.of(hostile, true, false)).doesNotContain("\u001b", "\u202e");
    }
}
