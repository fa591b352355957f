package io.rootlesstck.lint;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of it.
 *
 * @param versions that were meant where a file names none itself
 * @param files that were looked into
 * @param findings by place
 * @param skipped files met in folders that are none of lint's
 * @param problems files that were to be looked into and could not
 */
public record LintResult(
        LintVersions versions,
        int files,
        List<Finding> findings,
        List<Aside> skipped,
        List<Aside> problems) {

    /** A file, and why nothing is said of it. */
    public record Aside(Path file, String reason) {}

    /** How many findings are of a level. */
    public long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    /** Whether there is a finding of a level or above. */
    public boolean hasAtLeast(Level level) {
        return findings.stream().anyMatch(finding -> finding.level().compareTo(level) >= 0);
    }
}
