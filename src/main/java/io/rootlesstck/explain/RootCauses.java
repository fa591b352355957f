package io.rootlesstck.explain;

import io.rootlesstck.claim.Claims;
import io.rootlesstck.evidence.LogPattern.Meaning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is behind what: a line explains another one if the other one's pattern names it
 * ({@code behind}), and if it was written no later.
 */
final class RootCauses {
    private final Map<String, List<Finding>> byPattern = new LinkedHashMap<>();

    private RootCauses(List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.meaning() == Meaning.FATAL || finding.meaning() == Meaning.SYMPTOM) {
                byPattern
                        .computeIfAbsent(finding.pattern().id(), id -> new ArrayList<>())
                        .add(finding);
            }
        }
    }

    /**
     * The findings that no other one explains: fatal ones first, then by time.
     *
     * @param findings in the order of the logs
     */
    static List<RootCause> of(List<Finding> findings) {
        RootCauses causes = new RootCauses(findings);
        List<RootCause> roots = new ArrayList<>();
        for (Map.Entry<String, List<Finding>> each : causes.byPattern.entrySet()) {
            if (causes.behind(each.getValue()).isEmpty()) {
                Set<String> reached = new LinkedHashSet<>();
                causes.follow(each.getKey(), reached);
                roots.add(
                        new RootCause(
                                List.copyOf(each.getValue()),
                                findings.stream()
                                        .filter(f -> reached.contains(f.pattern().id()))
                                        .toList()));
            }
        }
        roots.sort(
                Comparator.comparing((RootCause root) -> !root.isFatal())
                        .thenComparing(order(roots)));
        return List.copyOf(roots);
    }

    /** By time if all of them tell it; else they stay in the order in which they were read. */
    private static Comparator<RootCause> order(List<RootCause> roots) {
        boolean timed = roots.stream().allMatch(root -> root.earliest().isPresent());
        return timed
                ? Comparator.comparing(root -> root.earliest().orElse(Instant.MAX))
                : Comparator.comparingInt(root -> 0);
    }

    /** Ids of the patterns that can be the cause of these findings. */
    private Set<String> behind(List<Finding> effects) {
        Set<String> behind = new LinkedHashSet<>();
        for (Map.Entry<String, List<Finding>> each : byPattern.entrySet()) {
            if (!each.getValue().equals(effects) && explain(each.getValue(), effects)) {
                behind.add(each.getKey());
            }
        }
        return behind;
    }

    private void follow(String cause, Set<String> reached) {
        List<Finding> causes = byPattern.getOrDefault(cause, List.of());
        for (Map.Entry<String, List<Finding>> each : byPattern.entrySet()) {
            if (!each.getKey().equals(cause)
                    && !reached.contains(each.getKey())
                    && explain(causes, each.getValue())) {
                reached.add(each.getKey());
                follow(each.getKey(), reached);
            }
        }
    }

    private static boolean explain(List<Finding> causes, List<Finding> effects) {
        String cause = causes.get(0).pattern().id();
        return effects.get(0).pattern().behind().stream()
                        .anyMatch(named -> Claims.matches(named, cause))
                && causes.stream().anyMatch(c -> effects.stream().anyMatch(c::mayPrecede));
    }
}
