package io.rootlesstck.host;

import java.net.URI;
import java.util.Locale;

/**
 * A container engine and the address of its API.
 *
 * @param kind which engine it is
 * @param endpoint what {@code DOCKER_HOST} would hold, for example {@code unix:///run/x.sock}
 * @param version the version that the engine itself says
 */
public record Engine(Kind kind, URI endpoint, String version) {
    /** The engines that the kit knows. */
    public enum Kind {
        /** Docker. */
        DOCKER("Docker"),
        /** Podman. */
        PODMAN("Podman");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The name that the engine's makers write. */
        public String title() {
            return title;
        }

        /** The word used in settings and files: {@code docker}, {@code podman}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "%s %s at %s".formatted(kind.title(), version, endpoint);
    }
}
