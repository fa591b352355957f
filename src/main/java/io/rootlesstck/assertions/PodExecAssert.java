package io.rootlesstck.assertions;

import io.rootlesstck.cluster.PodExec;
import org.assertj.core.api.AbstractAssert;

/** Sentences about a program that ran in a pod. */
public final class PodExecAssert extends AbstractAssert<PodExecAssert, PodExec> {
    PodExecAssert(PodExec actual) {
        super(actual, PodExecAssert.class);
    }

    /** It exited with 0 and wrote just this, but for space around it. */
    public PodExecAssert wrote(String text) {
        if (!actual.ok() || !actual.out().strip().equals(text)) {
            failWithMessage("Expecting a program in a pod to write \"%s\", but %s", text, actual);
        }
        return this;
    }

    /** It did not exit with 0. */
    public PodExecAssert failed() {
        if (actual.ok()) {
            failWithMessage("Expecting a program in a pod to fail, but %s", actual);
        }
        return this;
    }
}
