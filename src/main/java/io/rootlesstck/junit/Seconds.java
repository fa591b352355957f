package io.rootlesstck.junit;

/** Time as results show it: seconds with three digits. */
final class Seconds {
    private Seconds() {}

    /** The time since a {@link System#nanoTime()}. */
    static double since(long nanoTime) {
        return Math.round((System.nanoTime() - nanoTime) / 1e6) / 1e3;
    }
}
