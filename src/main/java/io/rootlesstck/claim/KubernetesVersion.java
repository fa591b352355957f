package io.rootlesstck.claim;

import io.rootlesstck.base.UsageException;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kubernetes version, for example {@code v1.37.2} or {@code v1.37.0-rc.1}.
 *
 * @param preRelease what follows the hyphen, or empty
 */
public record KubernetesVersion(int major, int minor, int patch, String preRelease)
        implements Comparable<KubernetesVersion> {
    // Build metadata (+k3s1, +unknown) says who built it, not what it is: it is not kept.
    private static final Pattern FORM =
            Pattern.compile(
                    "v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?"
                            + "(?:-([0-9A-Za-z.-]{1,64}))?(?:\\+[0-9A-Za-z.-]{1,64})?");

    // A release comes after its pre-releases; rc.10 comes after rc.9.
    private static final Comparator<KubernetesVersion> ORDER =
            Comparator.comparingInt(KubernetesVersion::major)
                    .thenComparingInt(KubernetesVersion::minor)
                    .thenComparingInt(KubernetesVersion::patch)
                    .thenComparing(version -> version.preRelease.isEmpty())
                    .thenComparing(KubernetesVersion::preRelease, KubernetesVersion::comparePre);

    /**
     * Reads a version; the leading {@code v} and the patch number may be left out.
     *
     * @throws UsageException if the text is no version
     */
    public static KubernetesVersion parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new UsageException(
                    "\"%s\" is no Kubernetes version; it looks like v1.37.2.".formatted(text));
        }
        return new KubernetesVersion(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                form.group(3) == null ? 0 : Integer.parseInt(form.group(3)),
                form.group(4) == null ? "" : form.group(4));
    }

    /** The release that this is, or that this pre-release leads to. */
    public KubernetesVersion release() {
        return new KubernetesVersion(major, minor, patch, "");
    }

    /** Whether this is the given version or a later one. */
    public boolean isAtLeast(KubernetesVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(KubernetesVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String release = "v" + major + "." + minor + "." + patch;
        return preRelease.isEmpty() ? release : release + "-" + preRelease;
    }

    private static int comparePre(String a, String b) {
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int difference = comparePart(left[i], right[i]);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    /** Compares as semver does: numbers by value and before words. */
    private static int comparePart(String a, String b) {
        boolean leftNumber = isNumber(a);
        boolean rightNumber = isNumber(b);
        if (leftNumber && rightNumber) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        return leftNumber == rightNumber ? a.compareTo(b) : leftNumber ? -1 : 1;
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
