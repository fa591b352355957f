package io.rootlesstck.verdict;

import java.util.List;

/**
 * What is said of one claim in one cell.
 *
 * @param claim the id
 * @param reason why, or empty where it simply holds
 * @param seconds the time of all its tests
 * @param outcomes what it was made of, in {@link Outcome#ORDER}
 */
public record ClaimVerdict(
        String claim, Verdict verdict, String reason, double seconds, List<Outcome> outcomes) {}
