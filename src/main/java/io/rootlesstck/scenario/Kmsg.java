package io.rootlesstck.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the node's {@code /dev/kmsg} is to be. */
public enum Kmsg {
    /** As the engine makes it. */
    AS_IS,
    /** Opens for reading. */
    READABLE,
    /** Is there, and opening it is refused. */
    UNREADABLE,
    /** Is not there. */
    ABSENT;

    /** How {@code scenario.yaml} spells it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All spellings. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Kmsg::key).toList();
    }

    static Kmsg of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
