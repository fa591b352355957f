package io.rootlesstck.assertions;

import io.rootlesstck.cluster.KubeletRun;

/** Sentences about what became of a kubelet; it is ready when its node is, by its own word. */
public final class KubeletAssert extends DaemonAssert<KubeletAssert, KubeletRun> {
    private static final Words WORDS =
            new Words(
                    "the kubelet",
                    "to make its node Ready",
                    "it runs and its node is Ready",
                    "made its node Ready");

    KubeletAssert(KubeletRun actual) {
        super(actual, KubeletAssert.class, WORDS);
    }
}
