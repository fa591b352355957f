package io.rootlesstck.host;

import java.util.Optional;

/** A place where a rootless engine runs. */
public interface Host extends AutoCloseable {
    /** Names the host for a person, for example {@code embedded VM (User Mode Linux 7.3.4)}. */
    String describe();

    /** The engine that nodes are made on. */
    Engine engine();

    /** What is known of the host; goes into the result file. */
    HostFacts facts();

    /** Root on the host itself; only where the host is the kit's own. */
    Optional<HostRoot> root();

    /**
     * Ports that a container may publish on the engine's {@code 127.0.0.1} so that they answer at
     * the same number on this machine's {@code 127.0.0.1}.
     */
    Ports ports();

    /** Gives the host back: a VM that is not kept is ended, a given engine is left as it is. */
    @Override
    void close();
}
