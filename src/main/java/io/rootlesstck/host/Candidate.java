package io.rootlesstck.host;

import org.apiguardian.api.API;

/** A host that could be taken; looking at it costs little, taking it may take minutes. */
@API(status = API.Status.INTERNAL)
public interface Candidate {
    /** How {@code tck.host} names this sort of host. */
    enum Sort {
        /** An engine that is there already. */
        ENGINE("engine"),
        /** The embedded VM. */
        VM("vm"),
        /** A privileged container of a rootful engine; only where it is asked for. */
        CONTAINER("container"),
        /** Another machine; only where it is named. */
        SSH("ssh");

        private final String word;

        Sort(String word) {
            this.word = word;
        }

        /** The word in settings. */
        public String word() {
            return word;
        }
    }

    /** What sort of host it is. */
    Sort sort();

    /** Names the candidate for a person. */
    String describe();

    /** Whether the user named this very one: then it is this one or none. */
    default boolean isNamed() {
        return false;
    }

    /** Where the user named it. */
    default String namedBy() {
        return "DOCKER_HOST";
    }

    /** Takes the host, or says why it cannot be one. */
    Offer offer();
}
