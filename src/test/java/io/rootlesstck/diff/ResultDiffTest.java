package io.rootlesstck.diff;

import static io.rootlesstck.diff.Results.CELL;
import static io.rootlesstck.diff.Results.cell;
import static io.rootlesstck.diff.Results.claim;
import static io.rootlesstck.diff.Results.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.diff.Difference.Of;
import io.rootlesstck.diff.ResultDiff.Options;
import io.rootlesstck.diff.Timing.Trend;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultDiffTest {

    @ParameterizedTest
    @CsvSource({
        "HOLDS, HOLDS, SAME, false",
        "DRIFTED, DRIFTED, SAME, false",
        "HOLDS, DRIFTED, DRIFTED, false",
        "DRIFTED, HOLDS, HOLDS_AGAIN, false",
        "HOLDS, BROKEN, NOW_FAILING, true",
        "NOT_RUN, BROKEN, NOW_FAILING, true",
        "ERROR, BROKEN, NOW_FAILING, true",
        "BROKEN, HOLDS, NOW_PASSING, false",
        "ERROR, DRIFTED, NOW_PASSING, false",
        "NOT_RUN, HOLDS, NOW_PASSING, false",
        "HOLDS, NOT_RUN, NO_LONGER_SHOWN, true",
        "DRIFTED, ERROR, NO_LONGER_SHOWN, true",
        "BROKEN, ERROR, NO_LONGER_SHOWN, true",
        "BROKEN, BROKEN, STILL_FAILING, false",
        "NOT_RUN, NOT_RUN, STILL_NOT_SHOWN, false",
        "ERROR, NOT_RUN, STILL_NOT_SHOWN, false"
    })
    void saysHowAVerdictChanged(Verdict from, Verdict to, Change change, boolean worse) {
        ResultDiff diff =
                ResultDiff.between(run(cell(claim("a", from))), run(cell(claim("a", to))));

        assertThat(only(diff).change()).isEqualTo(change);
        assertThat(diff.isWorse()).isEqualTo(worse);
        assertThat(diff.counts()).isEqualTo(Map.of(change, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "HHHH, HHBH, NOW_FAILING",
        "HHHH, HHEH, NO_LONGER_SHOWN",
        "HHBH, BBBB, NOW_FAILING",
        "HHBH, HBBH, UNSTABLE",
        "HHBH, HHHH, NOW_PASSING",
        "BBBB, BHBB, NOW_PASSING",
        "BEBB, BBBE, STILL_FAILING",
        "EEEE, EEEB, NOW_FAILING",
        "HHHH, HHDH, DRIFTED",
        "HHDH, HDDH, UNSTABLE",
        "HHDH, HHHH, HOLDS_AGAIN"
    })
    void comparesHowOftenRepeatedRunsShowedAClaim(String from, String to, Change change) {
        ResultDiff diff = ResultDiff.between(repeated(from), repeated(to), Options.DEFAULT);

        assertThat(only(diff).change()).isEqualTo(change);
    }

    @Test
    void tellsOfRepeatedRunsHowManyHadWhichVerdict() {
        ResultDiff diff = ResultDiff.between(repeated("HHHH"), repeated("HBHB"), Options.DEFAULT);

        assertThat(only(diff).verdicts("->")).isEqualTo("HOLDS -> HOLDS 2, BROKEN 2");
        assertThat(only(diff).reason()).isEqualTo("why it is BROKEN");
    }

    @Test
    void tellsWhatIsNewAndWhatIsGone() {
        ResultDiff diff =
                ResultDiff.between(
                        run(cell(claim("b", Verdict.HOLDS), claim("c", Verdict.HOLDS))),
                        run(
                                cell(
                                        claim("a", Verdict.HOLDS),
                                        claim("b", Verdict.HOLDS),
                                        claim("d", Verdict.BROKEN))));

        assertThat(diff.cells().get(0).claims())
                .extracting(ClaimDiff::claim, ClaimDiff::change)
                .hasToString("[(\"a\", NEW), (\"b\", SAME), (\"c\", GONE), (\"d\", NEW_FAILING)]");
        assertThat(diff.isWorse()).isTrue();
    }

    @Test
    void whatAnotherVersionDoesNotClaimIsNotGone() {
        CellResult has = cell(claim("a", Verdict.HOLDS), claim("b", Verdict.HOLDS));
        CellResult hasNot =
                Results.notMaking(
                        cell(claim("a", Verdict.HOLDS)),
                        "b",
                        "made until v1.37, the cell runs v1.38");

        ResultDiff newer = ResultDiff.between(run(has), run(hasNot));
        ResultDiff older = ResultDiff.between(run(hasNot), run(has));

        ClaimDiff noLonger = newer.cells().get(0).claims().get(1);
        assertThat(noLonger.change()).isEqualTo(Change.NO_LONGER_MADE);
        assertThat(noLonger.note()).isEqualTo("made until v1.37, the cell runs v1.38");
        assertThat(newer.isWorse()).isFalse();
        assertThat(older.cells().get(0).claims().get(1).change()).isEqualTo(Change.NOW_MADE);
    }

    @Test
    void whatAPartialResultLacksIsNotGone() {
        Side all = Side.of("a", run(cell(claim("a", Verdict.HOLDS), claim("b", Verdict.HOLDS))));
        Side some = Side.of("b", run(cell(claim("b", Verdict.HOLDS))));

        ResultDiff diff = ResultDiff.between(all, some, new Options(List.of(), true, false));

        assertThat(diff.isWorse()).isFalse();
        assertThat(diff.counts()).isEqualTo(Map.of(Change.NOT_TRIED, 1, Change.SAME, 1));
    }

    @Test
    void comparesTheOneCellOfEachWhateverItsName() {
        ResultDiff diff =
                ResultDiff.between(
                        run(cell("old", claim("a", Verdict.HOLDS))),
                        run(cell("new", claim("a", Verdict.BROKEN))));

        assertThat(diff.cells()).hasSize(1);
        assertThat(diff.cells().get(0).title("->")).isEqualTo("old -> new");
        assertThat(only(diff).change()).isEqualTo(Change.NOW_FAILING);
    }

    @Test
    void comparesSeveralCellsByName() {
        ResultDiff diff =
                ResultDiff.between(
                        run(
                                cell("a", claim("x", Verdict.HOLDS)),
                                cell("b", claim("x", Verdict.HOLDS))),
                        run(
                                cell("b", claim("x", Verdict.HOLDS)),
                                cell("c", claim("x", Verdict.HOLDS))));

        assertThat(diff.cells())
                .extracting(cell -> cell.title("->"))
                .containsExactly("a", "b", "c");
        assertThat(diff.cells())
                .extracting(cell -> cell.claims().get(0).change())
                .containsExactly(Change.GONE, Change.SAME, Change.NEW);
    }

    @Test
    void comparesTheCellsThatAreAskedFor() {
        Side baseline =
                Side.of(
                        "base",
                        run(
                                cell("a", claim("x", Verdict.HOLDS)),
                                cell("b", claim("x", Verdict.BROKEN))));
        Side result = Side.of("new", run(cell("c", claim("x", Verdict.BROKEN))));

        assertThat(
                        ResultDiff.between(
                                        baseline, result, new Options(List.of("b=c"), false, false))
                                .cells())
                .extracting(cell -> cell.title("->"), cell -> cell.claims().get(0).change())
                .hasToString("[(\"b -> c\", STILL_FAILING)]");
        assertThatThrownBy(
                        () ->
                                ResultDiff.between(
                                        baseline,
                                        result,
                                        new Options(List.of("a=z"), false, false)))
                .isInstanceOf(UsageException.class)
                .hasMessage("new has no cell \"z\". It has: c.");
        assertThatThrownBy(
                        () ->
                                ResultDiff.between(
                                        baseline, result, new Options(List.of("a="), false, false)))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"a=\" names no cells; give NAME, or OLD=NEW.");
    }

    @Test
    void namesWhatTheTwoRanOn() {
        ResultDiff diff =
                ResultDiff.between(
                        run(cell(CELL, "7.3.4-tck", "v2.4.2", claim("a", Verdict.HOLDS))),
                        run(cell(CELL, "7.4.0", "v2.5.0", claim("a", Verdict.BROKEN))));

        assertThat(diff.cells().get(0).differences())
                .containsExactly(
                        new Difference(Of.COMPONENT, "containerd", "v2.4.2", "v2.5.0"),
                        new Difference(Of.MACHINE, "kernel", "7.3.4-tck", "7.4.0"));
        assertThat(only(diff).change()).isEqualTo(Change.NOW_FAILING);
    }

    @Test
    void saysThatACellWasNotSetUp() {
        CellResult never =
                new CellResult(
                        CELL,
                        new TreeMap<>(),
                        CellFacts.none(),
                        List.of(claim("a", Verdict.ERROR)),
                        List.of());

        ResultDiff diff = ResultDiff.between(run(cell(claim("a", Verdict.HOLDS))), run(never));

        assertThat(diff.cells().get(0).differences())
                .contains(
                        new Difference(
                                Of.MACHINE,
                                "host",
                                Results.HOST,
                                "not known, the cell was not set up"));
    }

    @Test
    void tellsThatTheLedgerExpectsIt() {
        ClaimVerdict expected =
                new ClaimVerdict(
                        "a",
                        Verdict.BROKEN,
                        "why",
                        1,
                        List.of(),
                        new LedgerNote(
                                LedgerNote.Match.EXPECTED,
                                Verdict.BROKEN,
                                "a bug",
                                "https://x.org"));

        ResultDiff diff =
                ResultDiff.between(run(cell(claim("a", Verdict.HOLDS))), run(cell(expected)));

        assertThat(only(diff).note()).isEqualTo("the ledger expects it: a bug");
        assertThat(diff.isWorse()).isTrue();
    }

    @Test
    void comparesTimesOfOneMachineOnly() {
        Side old = Results.timed("old", 1, 1.1, 1.2, 1.3);
        Side slow =
                new Side(
                        "slow",
                        Stream.of(2.0, 2.1, 2.2, 2.3)
                                .map(
                                        seconds ->
                                                Results.at(
                                                        Instant.EPOCH.plusSeconds(
                                                                Math.round(seconds * 10)),
                                                        cell(
                                                                CELL,
                                                                "7.4.0",
                                                                "v2.4.2",
                                                                claim(
                                                                        "kubelet.starts.ready",
                                                                        Verdict.HOLDS,
                                                                        seconds))))
                                .toList());

        assertThat(time(ResultDiff.between(old, slow, Options.DEFAULT)))
                .satisfies(
                        time -> {
                            assertThat(time.trend()).isEqualTo(Trend.NOT_COMPARABLE);
                            assertThat(time.why()).isEqualTo("other kernel");
                        });
        assertThat(time(ResultDiff.between(old, slow, new Options(List.of(), false, true))).trend())
                .isEqualTo(Trend.SLOWER);
    }

    @Test
    void comparesNoTimesWhereTheRunsOfOneSideAreOfTwoMachines() {
        Side mixed =
                new Side(
                        "mixed",
                        List.of(
                                Results.at(
                                        Instant.EPOCH,
                                        cell(CELL, "1", "v2.4.2", claim("a", Verdict.HOLDS))),
                                run(cell(CELL, "2", "v2.4.2", claim("a", Verdict.HOLDS)))));

        ResultDiff diff = ResultDiff.between(mixed, mixed, Options.DEFAULT);

        assertThat(time(diff).why()).isEqualTo("kernel is not the same in all runs");
        assertThat(diff.isEmpty()).isTrue();
    }

    @Test
    void aTestThatEndedEarlyHasNoTime() {
        ResultDiff diff =
                ResultDiff.between(
                        run(cell(claim("a", Verdict.HOLDS))), run(cell(claim("a", Verdict.ERROR))));

        assertThat(only(diff).time()).isNull();
    }

    private static Side repeated(String verdicts) {
        return new Side(
                verdicts,
                verdicts.chars()
                        .mapToObj(letter -> run(cell(claim("a", verdict((char) letter)))))
                        .toList());
    }

    private static Verdict verdict(char letter) {
        return Stream.of(Verdict.values())
                .filter(verdict -> verdict.name().charAt(0) == letter)
                .findFirst()
                .orElseThrow();
    }

    private static Timing time(ResultDiff diff) {
        return Objects.requireNonNull(only(diff).time());
    }

    private static ClaimDiff only(ResultDiff diff) {
        assertThat(diff.cells()).hasSize(1);
        assertThat(diff.cells().get(0).claims()).hasSize(1);
        return diff.cells().get(0).claims().get(0);
    }
}
