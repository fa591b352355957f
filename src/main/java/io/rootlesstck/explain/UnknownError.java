package io.rootlesstck.explain;

/**
 * Lines that call themselves errors, differ in nothing but numbers, and are not known.
 *
 * @param first the first of them
 * @param count how many there were
 */
public record UnknownError(Sighting first, long count) {}
