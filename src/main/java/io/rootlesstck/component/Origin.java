package io.rootlesstck.component;

/**
 * Where a component came from.
 *
 * @param detail for a person: the property and path, the address, or the module and Go's version
 */
public record Origin(Kind kind, String detail) {
    /** The kinds of sources, in the order in which they are tried. */
    public enum Kind {
        /** A file that the user named. */
        USER_FILE,
        /** What the project itself published. */
        OFFICIAL_RELEASE,
        /** Built here from a pinned module. */
        GO_MODULE
    }
}
