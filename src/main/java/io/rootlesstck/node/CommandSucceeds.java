package io.rootlesstck.node;

import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * A container is ready when a program inside it ends well; what its daemons do is waited for later.
 */
final class CommandSucceeds extends AbstractWaitStrategy {
    private final String what;
    private final List<String> argv;

    /**
     * Describes the wait.
     *
     * @param what is waited for, for a person
     */
    CommandSucceeds(String what, Duration limit, String... argv) {
        this.what = what;
        this.argv = List.of(argv);
        withStartupTimeout(limit);
    }

    @Override
    protected void waitUntilReady() {
        Waits.until(
                what,
                startupTimeout,
                () -> {
                    if (!waitStrategyTarget.isRunning()) {
                        throw TckException.of("start a node container")
                                .found(
                                        "Its first process ended:\n"
                                                + ((GenericContainer<?>) waitStrategyTarget)
                                                        .getLogs())
                                .error();
                    }
                    return succeeds();
                });
    }

    private boolean succeeds() {
        try {
            return waitStrategyTarget.execInContainer(argv.toArray(String[]::new)).getExitCode()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TckException.of("wait for a node").cause(e).error();
        } catch (IOException | RuntimeException e) {
            // The container is ending: the next round says so with its log.
            return false;
        }
    }
}
