package io.rootlesstck.assertions;

import io.rootlesstck.cluster.ProxyRun;

/** Sentences about what became of a kube-proxy; it is ready when it has set its rules. */
public final class ProxyAssert extends DaemonAssert<ProxyAssert, ProxyRun> {
    private static final Words WORDS =
            new Words(
                    "kube-proxy",
                    "to set its rules",
                    "it runs and has set its rules",
                    "set its rules");

    ProxyAssert(ProxyRun actual) {
        super(actual, ProxyAssert.class, WORDS);
    }
}
