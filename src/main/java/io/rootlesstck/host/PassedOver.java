package io.rootlesstck.host;

import org.apiguardian.api.API;

/**
 * A host that was not taken.
 *
 * @param candidate what it is, for a person
 * @param reason why it was not taken
 */
@API(status = API.Status.INTERNAL)
public record PassedOver(String candidate, String reason) {}
