package io.rootlesstck.junit;

import io.rootlesstck.scenario.Need;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One host with what a cell runs on there. Classes of a cell may run side by side, each on a lane
 * that it has for itself.
 */
final class Lane {
    private final int index;
    private final boolean real;
    private final Once<CellResources> resources;

    /**
     * Prepares; nothing is opened yet.
     *
     * @param index from 0; a lower one is preferred
     * @param real whether anything can be opened at all
     */
    Lane(int index, boolean real, Supplier<CellResources> open) {
        this.index = index;
        this.real = real;
        this.resources = new Once<>(open);
    }

    int index() {
        return index;
    }

    Object parameter(Class<?> type, TestScope scope) {
        return resources.get().parameter(type, scope);
    }

    /**
     * Goes on if the host offers all that a test needs.
     *
     * @throws NotRun if it does not
     */
    void require(Set<Need> needs) {
        if (!real) {
            return; // nothing is run, so nothing is needed
        }
        for (Need need : needs) {
            resources
                    .get()
                    .lacks(need)
                    .ifPresent(
                            reason -> {
                                throw new NotRun("it needs %s: %s".formatted(need.key(), reason));
                            });
        }
    }

    /** Keeps evidence if there is anything that it could be taken from. */
    void keepEvidence(TestScope scope, @Nullable Throwable failure) {
        CellResources opened = resources.peek();
        if (opened != null) {
            opened.keepEvidence(scope, failure);
        }
    }

    /** What was opened, if anything. */
    Optional<CellResources> opened() {
        return Optional.ofNullable(resources.peek());
    }

    void close() throws Exception {
        resources.close();
    }
}
