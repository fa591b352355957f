package io.rootlesstck.host;

import io.rootlesstck.base.Setting;
import org.apiguardian.api.API;

/** A host that could be taken; looking at it costs little, taking it may take minutes. */
@API(status = API.Status.INTERNAL)
public interface Candidate {
    /** How {@code tck.host} names this sort of host. */
    enum Sort {
        /** An engine that is there already. */
        ENGINE("engine", false),
        /** The embedded VM. */
        VM("vm", false),
        /** A privileged container of a rootful engine; only where it is asked for. */
        CONTAINER("container", true),
        /** Another machine; only where it is named. */
        SSH("ssh", true);

        private final String word;
        private final boolean onlyNamed;

        Sort(String word, boolean onlyNamed) {
            this.word = word;
            this.onlyNamed = onlyNamed;
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
        return sort().onlyNamed;
    }

    /** Where the user named it. */
    default String namedBy() {
        return sort().onlyNamed ? "-D" + Setting.HOST.key() : "DOCKER_HOST";
    }

    /** Takes the host, or says why it cannot be one. */
    Offer offer();
}
