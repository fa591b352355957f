package io.rootlesstck.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a check saw.
 *
 * @param what one sentence: what is there; for {@link Level#NOT_CHECKED} why it was not looked at
 * @param remedy what mends it, where one command does
 */
public record Seen(Level level, String what, @Nullable Remedy remedy) {
    static Seen ok(String what) {
        return new Seen(Level.OK, what, null);
    }

    static Seen warning(String what) {
        return new Seen(Level.WARNING, what, null);
    }

    static Seen problem(String what) {
        return new Seen(Level.PROBLEM, what, null);
    }

    static Seen notChecked(String why) {
        return new Seen(Level.NOT_CHECKED, why, null);
    }

    Seen mend(Remedy how) {
        return new Seen(level, what, how);
    }
}
