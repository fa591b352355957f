package io.rootlesstck.claim;

import org.jspecify.annotations.Nullable;

/**
 * Kubernetes versions from {@code since} on and before {@code until}; either end may be open.
 *
 * <p>A pre-release counts as the release it leads to: v1.37.0-rc.1 has what v1.37.0 has.
 */
public record VersionRange(@Nullable KubernetesVersion since, @Nullable KubernetesVersion until) {
    /** Every version. */
    public static final VersionRange ALL = new VersionRange(null, null);

    /** Whether the version lies in this range. */
    public boolean contains(KubernetesVersion version) {
        return hasBegun(version) && !hasEnded(version);
    }

    /** Whether the version is {@code since} or later. */
    public boolean hasBegun(KubernetesVersion version) {
        return since == null || version.release().isAtLeast(since);
    }

    /** Whether the version is {@code until} or later. */
    public boolean hasEnded(KubernetesVersion version) {
        return until != null && version.release().isAtLeast(until);
    }

    @Override
    public String toString() {
        if (since == null) {
            return until == null ? "every version" : "before " + until;
        }
        return until == null ? "since " + since : "since " + since + ", before " + until;
    }
}
