package io.rootlesstck.assertions;

import io.rootlesstck.cluster.KubeletRun;
import io.rootlesstck.cluster.PodExec;
import io.rootlesstck.cluster.ProxyRun;
import io.rootlesstck.cluster.RuntimeRun;
import io.rootlesstck.evidence.MountAttempt;
import io.rootlesstck.evidence.UserNamespace;

/** Entry point: {@code assertThat(kubelet).isReady()}. */
public final class TckAssertions {
    private TckAssertions() {}

    /** Starts a sentence about a kubelet that was started. */
    public static KubeletAssert assertThat(KubeletRun run) {
        return new KubeletAssert(run);
    }

    /** Starts a sentence about a kube-proxy that was started. */
    public static ProxyAssert assertThat(ProxyRun run) {
        return new ProxyAssert(run);
    }

    /** Starts a sentence about a container runtime that was started. */
    public static RuntimeAssert assertThat(RuntimeRun run) {
        return new RuntimeAssert(run);
    }

    /** Starts a sentence about a process's user namespace. */
    public static UserNamespaceAssert assertThat(UserNamespace namespace) {
        return new UserNamespaceAssert(namespace);
    }

    /** Starts a sentence about a program that ran in a pod. */
    public static PodExecAssert assertThat(PodExec ran) {
        return new PodExecAssert(ran);
    }

    /** Starts a sentence about a mount that was tried. */
    public static MountAttemptAssert assertThat(MountAttempt attempt) {
        return new MountAttemptAssert(attempt);
    }
}
