package io.rootlesstck.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Outcome SHOWN = Outcomes.of(Role.POSITIVE, Status.PASSED, "");
    private static final Outcome CONTROLLED = Outcomes.of(Role.CONTROL, Status.PASSED, "");

    @Test
    void aShownClaimWithItsControlHolds() {
        assertVerdict(Verdict.HOLDS, "", SHOWN, CONTROLLED);
    }

    @Test
    void aShownClaimWithoutItsControlIsNotRun() {
        assertVerdict(Verdict.NOT_RUN, "its control did not run", SHOWN);
    }

    @Test
    void aClaimThatHasNoControlHoldsAlone() {
        ClaimVerdict verdict = Judge.judge(Outcomes.uncontrolled(), List.of(SHOWN));

        assertThat(verdict.verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void whereTheNodesAreNotOursAControlThatMayNotBeTriedIsToldAndDoesNotCount() {
        Outcome refused = Outcomes.of(Role.CONTROL, Status.NOT_RUN, "it would have to end kubelet");
        ClaimVerdict verdict = Judge.judge(Outcomes.controlled(), List.of(SHOWN, refused), false);

        assertThat(verdict.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(verdict.reason())
                .isEqualTo(
                        "without its control, which the kit may not try on a cluster that it did"
                                + " not make");
        assertThat(verdict.outcomes()).contains(refused);
    }

    @Test
    void whereTheNodesAreNotOursEverythingElseCountsAsItDoes() {
        Outcome notRun = Outcomes.of(Role.POSITIVE, Status.NOT_RUN, "it would have to end kubelet");
        Outcome wrong = Outcomes.of(Role.CONTROL, Status.FAILED, "it went on");

        assertThat(Judge.judge(Outcomes.controlled(), List.of(notRun), false).verdict())
                .isEqualTo(Verdict.NOT_RUN);
        assertThat(Judge.judge(Outcomes.controlled(), List.of(SHOWN, wrong), false).verdict())
                .isEqualTo(Verdict.BROKEN);
        assertThat(
                        Judge.judge(
                                Outcomes.controlled(),
                                List.of(
                                        SHOWN,
                                        CONTROLLED,
                                        Outcomes.of(Role.CONTROL, Status.NOT_RUN, "no root")),
                                false))
                .extracting(ClaimVerdict::verdict, ClaimVerdict::reason)
                .containsExactly(Verdict.HOLDS, "");
    }

    @Test
    void aControlAloneShowsNothing() {
        assertVerdict(Verdict.NOT_RUN, "only its control ran", CONTROLLED);
        assertVerdict(Verdict.NOT_RUN, "no test of it ran");
    }

    @Test
    void aFailureBreaksWhateverElseHappened() {
        assertVerdict(
                Verdict.BROKEN,
                "kubelet/one: the value changed",
                SHOWN,
                CONTROLLED,
                Outcomes.of(Role.POSITIVE, Status.ERROR, "disk full"),
                Outcomes.of(Role.CONTROL, Status.NOT_RUN, "no root"),
                Outcomes.of(Role.POSITIVE, Status.FAILED, "the value changed"));
    }

    @Test
    void aControlThatDidNotFailSaysSo() {
        assertVerdict(
                Verdict.BROKEN,
                "control kubelet/two did not fail as stated: the kubelet ran;"
                        + " so the positive result shows nothing",
                SHOWN,
                Outcomes.of(Role.CONTROL, Status.FAILED, "the kubelet ran"));
    }

    @Test
    void everyFailureIsToldOnceInOneOrder() {
        Outcome positive = Outcomes.of(Role.POSITIVE, Status.FAILED, "a");
        Outcome control = Outcomes.of(Role.CONTROL, Status.FAILED, "b");

        assertVerdict(
                Verdict.BROKEN,
                "kubelet/one: a\n"
                        + "control kubelet/two did not fail as stated: b;"
                        + " so the positive result shows nothing",
                control,
                positive,
                positive);
    }

    @Test
    void anErrorComesBeforeWhatDidNotRun() {
        assertVerdict(
                Verdict.ERROR,
                "kubelet/one: disk full",
                Outcomes.of(Role.POSITIVE, Status.ERROR, "disk full"),
                Outcomes.of(Role.CONTROL, Status.NOT_RUN, "no root"));
    }

    @Test
    void whatDidNotRunGivesItsReason() {
        assertVerdict(
                Verdict.NOT_RUN,
                "control kubelet/two: no root",
                SHOWN,
                CONTROLLED,
                Outcomes.of(Role.CONTROL, Status.NOT_RUN, "no root"));
    }

    @Test
    void aDriftNeedsItsControlToo() {
        Outcome drifted = Outcomes.of(Role.POSITIVE, Status.DRIFTED, "on by default");

        assertVerdict(Verdict.DRIFTED, "on by default", drifted, CONTROLLED);
        assertVerdict(Verdict.NOT_RUN, "its control did not run", drifted);
    }

    @Test
    void aTestWithoutScenarioIsNamedByItself() {
        Outcome failed =
                new Outcome(
                        Role.POSITIVE,
                        Status.FAILED,
                        "Suite.method",
                        "",
                        "why",
                        1,
                        Outcomes.none(),
                        List.of());

        assertVerdict(Verdict.BROKEN, "Suite.method: why", failed);
    }

    private static void assertVerdict(Verdict verdict, String reason, Outcome... outcomes) {
        ClaimVerdict found = Judge.judge(Outcomes.controlled(), List.of(outcomes));

        assertThat(found.verdict()).isEqualTo(verdict);
        assertThat(found.reason()).isEqualTo(reason);
        assertThat(found.outcomes()).hasSize(outcomes.length);
    }
}
