package io.rootlesstck.scenario;

import java.util.Arrays;
import java.util.Locale;

/** Why a volume was not mounted. Only {@link #USER_NAMESPACE} is a refusal as documented. */
public enum RefusalCause {
    /** The kernel lets only the initial namespaces' root do it. */
    USER_NAMESPACE,
    /** The kernel does not have the filesystem or the transport at all. */
    KERNEL_LACKS_FS,
    /** A program or a daemon of the node that takes part in the mount is missing. */
    HELPER_MISSING,
    /** Nothing answers where the volume's server should be. */
    SERVER_UNREACHABLE,
    /** The server answers, and does not hand the volume out to this node. */
    SERVER_REFUSES,
    /** NFSv3 with locking, and rpc.statd does not run on the node. */
    STATD_MISSING,
    /** Nothing that is known explains it. */
    UNKNOWN;

    /** How {@code scenario.yaml} and {@code log-patterns.yaml} spell it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The cause of a spelling.
     *
     * @throws IllegalArgumentException if there is none; schemas say so before, with the place
     */
    public static RefusalCause of(String key) {
        return Arrays.stream(values())
                .filter(cause -> cause.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no cause of a refusal is named " + key));
    }
}
