package io.rootlesstck.diff;

/**
 * Something of a cell that is not as it was in the baseline.
 *
 * @param what for example {@code kernel} or {@code containerd}
 * @param from its value in the baseline; where repeated runs had several, all of them
 * @param to its value in the result
 */
public record Difference(Of of, String what, String from, String to) {

    /** What the difference is one of. */
    public enum Of {
        /** A part of the cell, for example its Kubernetes version. */
        CELL,
        /** A component that is under test. */
        COMPONENT,
        /** What it ran on: kind of host, kernel, engine. Times of two machines are not compared. */
        MACHINE,
        /** The kit itself, so that the tests may not be the same. */
        KIT
    }

    /** Whether times that were measured before and after it say nothing of each other. */
    boolean spoilsTimes() {
        return of == Of.MACHINE || of == Of.KIT;
    }
}
