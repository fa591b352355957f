package io.rootlesstck.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.ClaimCells;
import io.rootlesstck.claim.ClaimSource;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.claim.VersionRange;
import io.rootlesstck.diff.ResultDiff.Options;
import io.rootlesstck.diff.Timing.Trend;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Judge;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

class DiffProperties {
    private static final Set<Change> ONE_SIDED =
            EnumSet.of(Change.NEW, Change.NEW_FAILING, Change.GONE);

    @Property(tries = 300)
    void aResultDoesNotDifferFromItself(@ForAll("sides") Side side) {
        ResultDiff diff = ResultDiff.between(side, side, Options.DEFAULT);

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.isWorse()).isFalse();
    }

    @Property(tries = 500)
    void theOtherWayRoundEverythingIsTheOtherWayRound(
            @ForAll("sides") Side one, @ForAll("sides") Side other) {
        List<ClaimDiff> there = claims(ResultDiff.between(one, other, Options.DEFAULT));
        List<ClaimDiff> back = claims(ResultDiff.between(other, one, Options.DEFAULT));

        assertThat(back).hasSameSizeAs(there);
        for (int i = 0; i < there.size(); i++) {
            ClaimDiff to = there.get(i);
            ClaimDiff from = back.get(i);
            assertThat(from.claim()).isEqualTo(to.claim());
            assertThat(from.from()).isEqualTo(to.to());
            assertThat(from.to()).isEqualTo(to.from());
            assertThat(mirrors(to.change())).contains(from.change());
            mirrored(to.time(), from.time());
        }
    }

    /** What was not shown and is broken now is worse either way: something is lost, or fails. */
    private static Set<Change> mirrors(Change change) {
        if (change.isNone()) {
            return Set.of(change);
        }
        return switch (change) {
            case NOW_PASSING -> EnumSet.of(Change.NOW_FAILING, Change.NO_LONGER_SHOWN);
            case NOW_FAILING -> EnumSet.of(Change.NOW_PASSING, Change.NO_LONGER_SHOWN);
            case NO_LONGER_SHOWN -> EnumSet.of(Change.NOW_PASSING, Change.NOW_FAILING);
            case DRIFTED -> Set.of(Change.HOLDS_AGAIN);
            case HOLDS_AGAIN -> Set.of(Change.DRIFTED);
            default -> ONE_SIDED;
        };
    }

    private static void mirrored(@Nullable Timing to, @Nullable Timing from) {
        if (to == null || from == null) {
            assertThat(from).isEqualTo(to);
            return;
        }
        Map<Trend, Trend> mirror =
                Map.of(
                        Trend.SLOWER, Trend.FASTER,
                        Trend.FASTER, Trend.SLOWER,
                        Trend.NOTHING, Trend.NOTHING,
                        Trend.NOT_COMPARABLE, Trend.NOT_COMPARABLE);
        assertThat(from.trend()).isEqualTo(mirror.get(to.trend()));
        assertThat(from.from()).isEqualTo(to.to());
        if (to.p() != null) {
            assertThat(from.p()).isCloseTo(to.p(), within(1e-9));
        }
    }

    @Property(tries = 200)
    void everyFormTellsEveryClaimThatChanged(
            @ForAll("sides") Side one, @ForAll("sides") Side other) {
        ResultDiff diff = ResultDiff.between(one, other, Options.DEFAULT);
        String text = DiffText.of(diff, true, false);
        String markdown = DiffMarkdown.of(diff);
        String html = DiffHtml.of(diff);

        for (ClaimDiff claim : claims(diff)) {
            if (claim.change() != Change.SAME) {
                assertThat(text).contains(claim.claim() + "  ");
                assertThat(markdown).contains("| " + claim.claim() + " |");
                assertThat(html).contains("<code>" + claim.claim() + "</code>");
            }
        }
    }

    @Property(tries = 300)
    void theOrderOfShardsMakesNoDifference(
            @ForAll("shards") List<Source> shards, @ForAll Random random, @ForAll boolean rerun) {
        List<Source> shuffled = new ArrayList<>(shards);
        Collections.shuffle(shuffled, random);

        assertThat(new ResultMerge(rerun).of(shuffled))
                .isEqualTo(new ResultMerge(rerun).of(shards));
    }

    @Property(tries = 300)
    void shardsCanBeJoinedOneAfterAnother(@ForAll("shards") List<Source> shards) {
        ResultMerge merge = new ResultMerge(false);
        RunResult step = shards.get(0).result();
        for (Source next : shards.subList(1, shards.size())) {
            step = merge.of(List.of(new Source(Path.of("step"), step), next));
        }

        assertThat(step).isEqualTo(merge.of(shards));
    }

    @Property(tries = 100)
    void aResultJoinedWithItselfIsTheSame(@ForAll("shards") List<Source> shards) {
        Source one = shards.get(0);

        assertThat(new ResultMerge(false).of(List.of(one, one))).isEqualTo(one.result());
    }

    @Property(tries = 300)
    void noRerunMakesUpForAFailure(@ForAll("shards") List<Source> shards) {
        RunResult joined = new ResultMerge(true).of(shards);

        for (Source shard : shards) {
            for (CellResult cell : shard.result().cells()) {
                for (ClaimVerdict claim : cell.claims()) {
                    if (claim.verdict() == Verdict.BROKEN) {
                        assertThat(verdict(joined, cell.cell(), claim.claim()))
                                .isEqualTo(Verdict.BROKEN);
                    }
                }
            }
        }
    }

    @Property(tries = 1000)
    void anyNameIsRefusedOrStaysInTheFolder(@ForAll String name) {
        Baselines baselines = new Baselines(Path.of("/nowhere/baselines"));
        if (Baselines.isName(name)) {
            assertThat(baselines.folder().resolve(name).normalize().getParent())
                    .isEqualTo(baselines.folder());
        } else {
            assertThatThrownBy(() -> baselines.find(name)).isInstanceOf(UsageException.class);
        }
    }

    private static Verdict verdict(RunResult run, String cell, String claim) {
        return run.cells().stream()
                .filter(each -> each.cell().equals(cell))
                .flatMap(each -> each.claims().stream())
                .filter(each -> each.claim().equals(claim))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static List<ClaimDiff> claims(ResultDiff diff) {
        return diff.cells().stream().flatMap(cell -> cell.claims().stream()).toList();
    }

    /** Runs of one machine, so that times are compared, or of two. */
    @Provide
    Arbitrary<Side> sides() {
        return Arbitraries.of(List.of("7.3"), List.of("7.3"), List.of("7.3", "7.4"))
                .flatMap(
                        kernels ->
                                runs(Arbitraries.of(kernels), claims())
                                        .list()
                                        .ofMinSize(1)
                                        .ofMaxSize(8))
                .map(runs -> new Side("some", runs));
    }

    /** Each with an outcome or two, judged as the kit judges them. */
    @Provide
    Arbitrary<List<Source>> shards() {
        return runs(Arbitraries.just("7.3"), judged())
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(
                        runs -> {
                            List<Source> sources = new ArrayList<>();
                            for (RunResult run : runs) {
                                sources.add(new Source(Path.of("shard" + sources.size()), run));
                            }
                            return sources;
                        });
    }

    private static Arbitrary<RunResult> runs(
            Arbitrary<String> kernels, Arbitrary<List<ClaimVerdict>> claims) {
        Arbitrary<CellResult> cell =
                Combinators.combine(Arbitraries.of("one", "two"), kernels, claims)
                        .as(
                                (name, kernel, verdicts) ->
                                        Results.cell(
                                                name,
                                                kernel,
                                                "v2",
                                                verdicts.toArray(ClaimVerdict[]::new)));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 100_000),
                        cell.list().ofMinSize(1).ofMaxSize(2).uniqueElements(CellResult::cell))
                .as(
                        (millis, cells) ->
                                Results.at(
                                        Results.STARTED.plusMillis(millis),
                                        cells.stream()
                                                .sorted(Comparator.comparing(CellResult::cell))
                                                .toArray(CellResult[]::new)));
    }

    private static Arbitrary<List<ClaimVerdict>> claims() {
        Arbitrary<ClaimVerdict> claim =
                Combinators.combine(
                                Arbitraries.of("a.b", "a.c", "d"),
                                Arbitraries.frequencyOf(
                                        Tuple.of(4, Arbitraries.just(Verdict.HOLDS)),
                                        Tuple.of(1, Arbitraries.of(Verdict.class))),
                                Arbitraries.integers().between(0, 20))
                        .as((id, verdict, seconds) -> Results.claim(id, verdict, seconds));
        return claim.list().ofMaxSize(3).map(DiffProperties::eachOnce);
    }

    private static Arbitrary<List<ClaimVerdict>> judged() {
        Arbitrary<Outcome> outcome =
                Combinators.combine(
                                Arbitraries.of(Role.class),
                                Arbitraries.of(Status.class),
                                Arbitraries.of("T.one", "T.two"))
                        .as((role, status, test) -> Results.outcome(role, status, test));
        Arbitrary<ClaimVerdict> claim =
                Combinators.combine(
                                Arbitraries.of("a.b", "a.c", "d"),
                                outcome.list().ofMinSize(1).ofMaxSize(3).uniqueElements())
                        .as(DiffProperties::judged);
        return claim.list().ofMaxSize(3).map(DiffProperties::eachOnce);
    }

    /** The claim d needs no control. */
    private static ClaimVerdict judged(String id, List<Outcome> outcomes) {
        return Judge.judge(
                new PageClaim(
                        id,
                        "Heading",
                        new ClaimSource("page", "Page", "https://example.org"),
                        "Text.",
                        VersionRange.ALL,
                        ClaimCells.ALL,
                        null,
                        null,
                        Map.of(),
                        id.equals("d") ? "it has none" : null),
                outcomes);
    }

    private static List<ClaimVerdict> eachOnce(List<ClaimVerdict> claims) {
        Map<String, ClaimVerdict> once = new LinkedHashMap<>();
        claims.stream()
                .sorted(Comparator.comparing(ClaimVerdict::claim))
                .forEach(claim -> once.putIfAbsent(claim.claim(), claim));
        return List.copyOf(once.values());
    }
}
