package io.rootlesstck.component;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One way to come by components. */
interface ComponentSource {
    /** What it is called in a message. */
    String name();

    /** Those that it has already; asks no network and builds nothing, unless to mend damage. */
    Map<ComponentId, Component> atHand(List<Wanted> wanted);

    /** Gets what it can, and says why it cannot get the others. */
    Fetched fetch(List<Wanted> wanted);

    /**
     * What a source could get.
     *
     * @param lacking why it could not get the others
     */
    record Fetched(Map<ComponentId, Component> got, Map<ComponentId, String> lacking) {
        /** Nothing yet. */
        Fetched() {
            this(new EnumMap<>(ComponentId.class), new EnumMap<>(ComponentId.class));
        }
    }
}
