package io.rootlesstck.host;

import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * What the engine of a host of our own should hold before its first run. It is loaded once and kept
 * with the host's disk.
 *
 * @param hash hex digits over what is loaded
 * @param load loads it into an engine
 */
@API(status = API.Status.INTERNAL)
public record Provision(String hash, Consumer<Engine> load) {}
