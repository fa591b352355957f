package io.rootlesstck.host;

import java.util.Optional;
import org.apiguardian.api.API;

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
    @API(status = API.Status.INTERNAL)
    Ports ports();

    /**
     * The address at which a second host of the kit's reaches this one; nothing where the kit can
     * make none.
     */
    default Optional<String> addressForOthers() {
        return Optional.empty();
    }

    /**
     * Makes a second host, with an engine of its own and a network between the two.
     *
     * @throws UnsupportedOperationException where {@link #addressForOthers()} is nothing
     */
    default SecondHost second() {
        throw new UnsupportedOperationException("no second host can be made beside this one");
    }

    /** Gives the host back: a VM that is not kept is ended, a given engine is left as it is. */
    @Override
    void close();
}
