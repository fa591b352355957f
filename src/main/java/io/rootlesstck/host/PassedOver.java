package io.rootlesstck.host;

/**
 * A host that was not taken.
 *
 * @param candidate what it is, for a person
 * @param reason why it was not taken
 */
public record PassedOver(String candidate, String reason) {}
