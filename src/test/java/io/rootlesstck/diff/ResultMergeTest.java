package io.rootlesstck.diff;

import static io.rootlesstck.diff.Results.CELL;
import static io.rootlesstck.diff.Results.STARTED;
import static io.rootlesstck.diff.Results.at;
import static io.rootlesstck.diff.Results.cell;
import static io.rootlesstck.diff.Results.claim;
import static io.rootlesstck.diff.Results.outcome;
import static io.rootlesstck.diff.Results.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultMergeTest {
    private static final Outcome SHOWN = outcome(Role.POSITIVE, Status.PASSED, "Suite.shows");
    private static final Outcome CONTROLLED = outcome(Role.CONTROL, Status.PASSED, "Suite.fails");
    private static final Outcome FAILED = outcome(Role.POSITIVE, Status.FAILED, "Suite.shows");
    private static final Outcome ERROR = outcome(Role.POSITIVE, Status.ERROR, "Suite.shows");

    @Test
    void joinsCellsInTheOrderOfTheirNames() {
        RunResult joined =
                join(
                        run(cell("b", claim("x", Verdict.HOLDS))),
                        run(cell("a", claim("x", Verdict.BROKEN))));

        assertThat(joined.cells()).extracting(CellResult::cell).containsExactly("a", "b");
    }

    @Test
    void joinsTheSuitesOfOneCell() {
        RunResult joined =
                join(
                        run(cell(claim("b", Verdict.HOLDS))),
                        run(cell(claim("a", Verdict.BROKEN), claim("c", Verdict.HOLDS))));

        assertThat(joined.cells()).hasSize(1);
        assertThat(joined.cells().get(0).claims())
                .extracting(ClaimVerdict::claim)
                .containsExactly("a", "b", "c");
        assertThat(joined.cells().get(0).facts()).isEqualTo(cell().facts());
    }

    @Test
    void tookFromTheFirstStartToTheLastEnd() {
        RunResult joined = join(at(STARTED.plusSeconds(60), cell()), at(STARTED, cell()));

        assertThat(joined.started()).isEqualTo(STARTED);
        assertThat(joined.seconds()).isEqualTo(72.5);
    }

    @Test
    void aClaimHoldsWhoseControlRanInAnotherShard() {
        ClaimVerdict joined =
                joined(
                        verdict(Verdict.NOT_RUN, "its control did not run", SHOWN),
                        verdict(Verdict.NOT_RUN, "only its control ran", CONTROLLED));

        assertThat(joined.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(joined.seconds()).isEqualTo(3);
        assertThat(joined.outcomes()).containsExactly(SHOWN, CONTROLLED);
    }

    @Test
    void aClaimDoesNotHoldWhoseControlRanNowhere() {
        Outcome other = outcome(Role.POSITIVE, Status.PASSED, "Suite.showsToo");

        assertThat(
                        joined(
                                        verdict(Verdict.NOT_RUN, "its control did not run", SHOWN),
                                        verdict(Verdict.NOT_RUN, "its control did not run", other))
                                .verdict())
                .isEqualTo(Verdict.NOT_RUN);
        assertThat(
                        joined(
                                        verdict(Verdict.HOLDS, "", SHOWN), // needs none
                                        verdict(Verdict.HOLDS, "", other))
                                .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aTestThatPassedDoesNotMakeUpForOneThatFailed() {
        ClaimVerdict failed = verdict(Verdict.BROKEN, "why", FAILED, CONTROLLED);
        ClaimVerdict passed = verdict(Verdict.HOLDS, "", SHOWN, CONTROLLED);

        assertThat(joined(failed, passed).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(join(true, run(cell(failed)), run(cell(passed))).cells().get(0).claims().get(0))
                .satisfies(
                        claim -> {
                            assertThat(claim.verdict()).isEqualTo(Verdict.BROKEN);
                            assertThat(claim.reason()).isEqualTo("kubelet/one: why it is FAILED");
                        });
    }

    @Test
    void anErrorCountsUnlessItsTestWasRunAgain() {
        ClaimVerdict error = verdict(Verdict.ERROR, "why", ERROR, CONTROLLED);
        ClaimVerdict passed = verdict(Verdict.NOT_RUN, "its control did not run", SHOWN);

        assertThat(joined(error, passed).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(
                        join(true, run(cell(error)), run(cell(passed)))
                                .cells()
                                .get(0)
                                .claims()
                                .get(0)
                                .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    @Test
    void theLedgerIsAskedAgain() {
        LedgerNote expected =
                new LedgerNote(Match.EXPECTED, Verdict.BROKEN, "a bug", "https://x.org");
        LedgerNote vanished =
                new LedgerNote(Match.VANISHED, Verdict.BROKEN, "a bug", "https://x.org");
        ClaimVerdict broken =
                new ClaimVerdict("a", Verdict.BROKEN, "why", 1, List.of(FAILED), expected);
        ClaimVerdict holds =
                new ClaimVerdict("a", Verdict.HOLDS, "", 1, List.of(SHOWN, CONTROLLED), vanished);

        assertThat(joined(broken, holds).ledger()).isEqualTo(expected);
        assertThatThrownBy(() -> joined(broken, verdict(Verdict.HOLDS, "", SHOWN, CONTROLLED)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("what the ledger expects of a in " + CELL)
                .hasMessageContaining("shard0.json says BROKEN")
                .hasMessageContaining("shard1.json says HOLDS");
    }

    @Test
    void namesBothFilesWhereTheyContradictEachOther() {
        assertThatThrownBy(() -> join(run(cell(CELL, "7.3", "v2")), run(cell(CELL, "7.4", "v2"))))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        """
                        Could not join the results: they contradict each other in the fact kernel of the host of docker-containerd-runc-v1.37.2.
                          Found: shard0.json says 7.3
                                 shard1.json says 7.4
                          Next:  Join shards of one machine and one version; compare others with `tck diff`.""");
        assertThatThrownBy(() -> join(run(cell(CELL, "7.3", "v2")), run(cell(CELL, "7.3", "v3"))))
                .hasMessageContaining("in the version of containerd in " + CELL);
    }

    @Test
    void aCellThatWasNotSetUpTakesItsFactsFromAShardWhereItWas() {
        CellResult never =
                new CellResult(
                        CELL,
                        cell().parts(),
                        CellFacts.none(),
                        List.of(claim("b", Verdict.ERROR)),
                        List.of());

        assertThat(join(run(never), run(cell(claim("a", Verdict.HOLDS)))).cells().get(0).facts())
                .isEqualTo(cell().facts());
    }

    private static ClaimVerdict verdict(Verdict verdict, String reason, Outcome... outcomes) {
        double seconds = Stream.of(outcomes).mapToDouble(Outcome::seconds).sum();
        return new ClaimVerdict("a", verdict, reason, seconds, List.of(outcomes), null);
    }

    private static ClaimVerdict joined(ClaimVerdict one, ClaimVerdict other) {
        return join(run(cell(one)), run(cell(other))).cells().get(0).claims().get(0);
    }

    private static RunResult join(RunResult... runs) {
        return join(false, runs);
    }

    private static RunResult join(boolean rerun, RunResult... runs) {
        Source[] sources = new Source[runs.length];
        for (int i = 0; i < runs.length; i++) {
            sources[i] = new Source(Path.of("shard" + i + ".json"), runs[i]);
        }
        return new ResultMerge(rerun).of(List.of(sources));
    }
}
