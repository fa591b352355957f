package io.rootlesstck.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * How one test of a claim ended.
 *
 * @param test the test, for example {@code SysctlSuite.isTolerated}
 * @param scenario the scenario that was tried, or empty
 * @param reason why, unless it passed
 * @param seconds how long it took
 * @param measured values that the test found, by name
 * @param evidence files below the evidence folder
 */
public record Outcome(
        Role role,
        Status status,
        String test,
        String scenario,
        String reason,
        double seconds,
        SortedMap<String, String> measured,
        List<String> evidence) {

    /** The one order that results use, whatever order the tests ran in. */
    public static final Comparator<Outcome> ORDER =
            Comparator.comparing(Outcome::role)
                    .thenComparing(Outcome::scenario)
                    .thenComparing(Outcome::test)
                    .thenComparing(Outcome::status)
                    .thenComparing(Outcome::reason)
                    .thenComparing(Outcome::seconds);

    /** Whether the test has to pass or its scenario has to fail. */
    public enum Role {
        POSITIVE,
        CONTROL
    }

    /** How a test ended. */
    public enum Status {
        PASSED,
        /** An assertion failed: not conformant. */
        FAILED,
        /** It passed, and said that the claim is no longer true. */
        DRIFTED,
        NOT_RUN,
        /** Anything but an assertion was thrown. */
        ERROR
    }

    /** Whether this test ran to its end and failed nothing. */
    @JsonIgnore
    public boolean isShown() {
        return status == Status.PASSED || status == Status.DRIFTED;
    }

    /** What a reader calls this test. */
    String title() {
        String name = role == Role.CONTROL ? "control " : "";
        return name + (scenario.isEmpty() ? test : scenario);
    }
}
