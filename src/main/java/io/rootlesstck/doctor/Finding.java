package io.rootlesstck.doctor;

/** What a check is about, and what it saw. */
public record Finding(Topic topic, Seen seen) {
    /** The id of the check. */
    public String id() {
        return topic.id();
    }

    /** How the check ended. */
    public Level level() {
        return seen.level();
    }
}
