package io.rootlesstck.doctor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found on a machine.
 *
 * @param where names the machine
 * @param kernel its release, or why it is not known
 * @param user the user it was judged for; null where there was none
 * @param findings in the order of their areas
 * @param engines in the order of {@link EngineNeeds}
 */
public record MachineReport(
        String where,
        Distribution distribution,
        String kernel,
        @Nullable JudgedUser user,
        List<Finding> findings,
        List<EngineVerdict> engines) {
    /** Copies the lists. */
    public MachineReport {
        findings = List.copyOf(findings);
        engines = List.copyOf(engines);
    }

    /** Whether rootless Kubernetes can run here: by the engine asked for, else by one of all. */
    public boolean isFit() {
        // Flannel runs no nodes: where all were judged it says nothing.
        return engines.stream()
                .filter(verdict -> engines.size() == 1 || verdict.engine() != EngineNeeds.FLANNEL)
                .anyMatch(EngineVerdict::isFit);
    }

    /** The finding of a check. */
    public Optional<Finding> finding(String id) {
        return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }
}
