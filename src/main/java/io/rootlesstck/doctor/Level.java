package io.rootlesstck.doctor;

import java.util.Locale;

/** How a check ended. */
public enum Level {
    /** As it should be. */
    OK,
    /** Works with less, or not for everybody. */
    WARNING,
    /** Something that rootless Kubernetes asks for is not there. */
    PROBLEM,
    /** Could not be looked at; says nothing of the machine. */
    NOT_CHECKED;

    /** The word for people and for JSON, for example {@code not checked}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
