package io.rootlesstck.assertions;

import io.rootlesstck.evidence.LogPattern;
import io.rootlesstck.evidence.MountAttempt;
import io.rootlesstck.scenario.RefusalCause;
import org.assertj.core.api.AbstractAssert;

/** Sentences about a mount that was tried. */
public final class MountAttemptAssert extends AbstractAssert<MountAttemptAssert, MountAttempt> {
    MountAttemptAssert(MountAttempt actual) {
        super(actual, MountAttemptAssert.class);
    }

    /** It was refused, for whatever cause. */
    public MountAttemptAssert isRefusedMount() {
        if (actual.mounted()) {
            failWithMessage(
                    "Expecting the mount of %s to be refused, but it is mounted.", actual.what());
        }
        return this;
    }

    /** It was refused for this cause, and no other. */
    public MountAttemptAssert because(RefusalCause cause) {
        isRefusedMount();
        if (actual.refusal().cause() != cause) {
            failWithMessage(
                    "Expecting the mount of %s to be refused because of %s, but it was refused"
                            + " because of %s.%s%nWhat was said of it:%n%s",
                    actual.what(), cause, actual.refusal(), remedy(), actual.said());
        }
        return this;
    }

    private String remedy() {
        LogPattern known = actual.refusal().known();
        return known == null || known.remedy() == null ? "" : "\nNext: " + known.remedy();
    }
}
