package io.rootlesstck.doctor;

import java.util.List;

/**
 * What a check is about; the same whatever it finds.
 *
 * @param id stable, for example {@code cgroup.controller.cpu}
 * @param breaks what fails where it is not as it should be
 * @param claims ids of {@code scenarios/claims.yaml} that then do not hold
 * @param source where it is said: a page and its heading, or a project's file
 */
public record Topic(String id, Area area, String breaks, List<String> claims, String source) {
    /** Copies the list. */
    public Topic {
        claims = List.copyOf(claims);
    }

    Topic(String id, Area area, String breaks, String source, String... claims) {
        this(id, area, breaks, List.of(claims), source);
    }
}
