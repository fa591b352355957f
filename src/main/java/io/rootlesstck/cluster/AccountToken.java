package io.rootlesstck.cluster;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** Tokens of service accounts, for daemons that run beside the kubelet and not in a pod. */
final class AccountToken {
    private static final Duration VALID = Duration.ofHours(12);

    private AccountToken() {}

    /** A token of an account that is there; it outlives every run. */
    static String of(KubernetesClient client, String namespace, String account) {
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(
                        new TokenRequestBuilder()
                                .withNewSpec()
                                .withExpirationSeconds(VALID.toSeconds())
                                .endSpec()
                                .build())
                .getStatus()
                .getToken();
    }
}
