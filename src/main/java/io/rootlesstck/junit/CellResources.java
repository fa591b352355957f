package io.rootlesstck.junit;

import io.rootlesstck.scenario.Need;
import io.rootlesstck.verdict.CellFacts;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** What the tests of one cell run on: host, nodes, cluster. Closed at the end of the run. */
@API(status = API.Status.INTERNAL)
public interface CellResources extends AutoCloseable {
    /**
     * The value for a parameter of a test or a lifecycle method.
     *
     * <p>What it throws counts as the test's own: {@link AssertionError}, {@link NotRun} or error.
     */
    Object parameter(Class<?> type, TestScope scope);

    /**
     * Says what the host does not offer of what a scenario needs; its tests are then NOT_RUN.
     *
     * @return the reason, or nothing when the host offers it
     */
    default Optional<String> lacks(Need need) {
        return Optional.empty();
    }

    /**
     * Keeps what can be seen of the system, in {@link TestScope#evidence()}.
     *
     * <p>Called right after each test of a claim, and when a lifecycle method fails.
     *
     * @param failure what the test threw, or null
     */
    void keepEvidence(TestScope scope, @Nullable Throwable failure);

    /** What was learnt of the system; asked at the end of the run, before {@link #close()}. */
    CellFacts facts();

    @Override
    void close();
}
