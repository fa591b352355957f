package io.rootlesstck.explain;

/**
 * The lines of one finding in one log.
 *
 * @param first the first of them
 * @param last the last
 * @param count how many there are
 */
public record Span(Sighting first, Sighting last, long count) {}
