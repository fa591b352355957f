package io.rootlesstck.assertions;

import io.rootlesstck.cluster.RuntimeRun;

/** Sentences about what became of a container runtime; it is ready when its socket answers. */
public final class RuntimeAssert extends DaemonAssert<RuntimeAssert, RuntimeRun> {
    RuntimeAssert(RuntimeRun actual) {
        super(
                actual,
                RuntimeAssert.class,
                new Words(
                        actual.daemon(),
                        "to answer on its socket",
                        "it runs and answers on its socket",
                        "answered on its socket"));
    }
}
