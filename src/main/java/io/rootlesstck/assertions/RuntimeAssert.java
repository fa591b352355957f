package io.rootlesstck.assertions;

import io.rootlesstck.cluster.RuntimeRun;

/** Sentences about what became of a containerd; it is ready when its socket answers. */
public final class RuntimeAssert extends DaemonAssert<RuntimeAssert, RuntimeRun> {
    private static final Words WORDS =
            new Words(
                    "containerd",
                    "to answer on its socket",
                    "it runs and answers on its socket",
                    "answered on its socket");

    RuntimeAssert(RuntimeRun actual) {
        super(actual, RuntimeAssert.class, WORDS);
    }
}
