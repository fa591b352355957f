package io.rootlesstck.explain;

import io.rootlesstck.evidence.LogPattern.Meaning;
import java.util.List;

/**
 * All that is known of some logs.
 *
 * @param findings in the order of their first lines
 * @param causes what nothing else explains, the root cause first
 * @param unknown error lines that are not known, as far as they were asked for
 * @param unknownErrors how many such lines there were
 * @param files how many logs were read
 * @param lines of all of them
 * @param bytes of all of them, unpacked
 * @param cutLines how many lines were too long to be looked at whole
 */
public record Explained(
        List<Finding> findings,
        List<RootCause> causes,
        List<UnknownError> unknown,
        long unknownErrors,
        int files,
        long lines,
        long bytes,
        long cutLines) {

    /** The findings with one meaning. */
    public List<Finding> of(Meaning meaning) {
        return findings.stream().filter(finding -> finding.meaning() == meaning).toList();
    }

    /** Whether a line tells of something fatal. */
    public boolean isFatal() {
        return findings.stream().anyMatch(finding -> finding.meaning() == Meaning.FATAL);
    }
}
