package io.rootlesstck.diff;

import static io.rootlesstck.diff.Results.cell;
import static io.rootlesstck.diff.Results.outcome;
import static io.rootlesstck.diff.Results.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NotShownTest {
    @Test
    void namesTheSuitesByTheCell() {
        RunResult result =
                run(
                        cell(
                                "a",
                                of("x", Status.PASSED, "Good.shows", Status.NOT_RUN, "Left.fails"),
                                of("y", Status.ERROR, "Wrong.shows", Status.FAILED, "Bad.fails")),
                        cell("b", of("x", Status.DRIFTED, "Good.shows", Status.PASSED, "Good.is")));

        assertThat(NotShown.suites(result))
                .containsOnly(Map.entry("a", new TreeSet<>(Set.of("Left", "Wrong", "Bad"))));
    }

    private static ClaimVerdict of(
            String claim, Status positive, String test, Status control, String controlTest) {
        return new ClaimVerdict(
                claim,
                Verdict.ERROR,
                "",
                1,
                List.of(
                        outcome(Role.POSITIVE, positive, test),
                        outcome(Role.CONTROL, control, controlTest)),
                null);
    }
}
