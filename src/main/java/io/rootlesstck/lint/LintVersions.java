package io.rootlesstck.lint;

import io.rootlesstck.claim.KubernetesVersion;

/**
 * The versions that a file is judged for.
 *
 * @param kubernetes of kubelet, kube-proxy and kubeadm
 * @param containerd which counts as Kubernetes does
 */
public record LintVersions(KubernetesVersion kubernetes, KubernetesVersion containerd) {
    LintVersions withKubernetes(KubernetesVersion version) {
        return new LintVersions(version, containerd);
    }
}
