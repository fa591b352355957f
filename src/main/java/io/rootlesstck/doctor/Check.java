package io.rootlesstck.doctor;

/** One look at a machine. */
record Check(Topic topic, Look look) {
    /** Looks; it may throw, and is then shown as not checked, with the reason. */
    @FunctionalInterface
    interface Look {
        Seen at(Target target);
    }
}
