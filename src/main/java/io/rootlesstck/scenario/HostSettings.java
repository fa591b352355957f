package io.rootlesstck.scenario;

import java.util.SortedMap;

/**
 * What a scenario asks of the host, and puts back afterwards.
 *
 * @param sysctls values to set before the node starts, by dotted key
 */
public record HostSettings(SortedMap<String, String> sysctls) {}
