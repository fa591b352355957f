package io.rootlesstck.component;

/**
 * A component that somebody asks for.
 *
 * @param version as the project writes it, for example {@code v1.37.2}
 */
record Wanted(ComponentId id, String version) {
    @Override
    public String toString() {
        return id + " " + version;
    }
}
