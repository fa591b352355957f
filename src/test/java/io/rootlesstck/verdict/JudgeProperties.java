package io.rootlesstck.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JudgeProperties {
    @Property
    void theOrderOfOutcomesMakesNoDifference(
            @ForAll("claims") PageClaim claim,
            @ForAll("outcomes") List<Outcome> outcomes,
            @ForAll Random random) {
        List<Outcome> shuffled = new ArrayList<>(outcomes);
        Collections.shuffle(shuffled, random);

        assertThat(Judge.judge(claim, shuffled)).isEqualTo(Judge.judge(claim, outcomes));
    }

    @Property
    void nothingIsGoodThatWasNotShown(
            @ForAll("claims") PageClaim claim, @ForAll("outcomes") List<Outcome> outcomes) {
        if (!Judge.judge(claim, outcomes).verdict().isGood()) {
            return;
        }
        assertThat(outcomes).allMatch(Outcome::isShown);
        assertThat(outcomes).anyMatch(outcome -> outcome.role() == Role.POSITIVE);
        if (claim.needsControl()) {
            assertThat(outcomes).anyMatch(outcome -> outcome.role() == Role.CONTROL);
        }
    }

    @Property
    void onlyWhatPassedThroughoutHolds(
            @ForAll("claims") PageClaim claim, @ForAll("outcomes") List<Outcome> outcomes) {
        if (Judge.judge(claim, outcomes).verdict() == Verdict.HOLDS) {
            assertThat(outcomes).allMatch(outcome -> outcome.status() == Status.PASSED);
        }
    }

    @Property
    void everyVerdictButHoldsHasAReason(
            @ForAll("claims") PageClaim claim, @ForAll("outcomes") List<Outcome> outcomes) {
        ClaimVerdict verdict = Judge.judge(claim, outcomes);

        assertThat(verdict.reason().isEmpty()).isEqualTo(verdict.verdict() == Verdict.HOLDS);
    }

    @Provide
    Arbitrary<PageClaim> claims() {
        return Arbitraries.of(Outcomes.controlled(), Outcomes.uncontrolled());
    }

    @Provide
    Arbitrary<List<Outcome>> outcomes() {
        return Combinators.combine(
                        Arbitraries.of(Role.class),
                        Arbitraries.of(Status.class),
                        Arbitraries.of("disk full", "no root", "it ran"))
                .as(Outcomes::of)
                .list()
                .ofMaxSize(6);
    }
}
