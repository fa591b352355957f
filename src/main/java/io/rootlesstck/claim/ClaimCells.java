package io.rootlesstck.claim;

import org.jspecify.annotations.Nullable;

/**
 * What cells a claim says something of.
 *
 * @param runtime their container runtime, for example {@code crio}; null for any
 * @param flavour how their nodes are made, for example {@code kind}; null for any
 * @param upgrade whether it is only those whose runtime takes over from an older one
 */
public record ClaimCells(@Nullable String runtime, @Nullable String flavour, boolean upgrade) {
    /** All cells. */
    public static final ClaimCells ALL = new ClaimCells(null, null, false);

    /** Whether cells with this container runtime are among them. */
    public boolean haveRuntime(String name) {
        return runtime == null || runtime.equals(name);
    }

    /** Whether cells of this flavour are among them. */
    public boolean haveFlavour(String name) {
        return flavour == null || flavour.equals(name);
    }
}
