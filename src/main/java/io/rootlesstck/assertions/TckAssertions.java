package io.rootlesstck.assertions;

import io.rootlesstck.cluster.KubeletRun;

/** Entry point: {@code assertThat(kubelet).isReady()}. */
public final class TckAssertions {
    private TckAssertions() {}

    /** Starts a sentence about a kubelet that was started. */
    public static KubeletAssert assertThat(KubeletRun run) {
        return new KubeletAssert(run);
    }
}
