package io.rootlesstck.junit;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.evidence.EvidenceDir;
import io.rootlesstck.scenario.Scenario;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a parameter is asked for, or evidence is kept. */
public interface TestScope {
    /** The cell that runs. */
    Cell cell();

    /** The test class. */
    Class<?> testClass();

    /** The claim under test; nothing in a lifecycle method of the class. */
    Optional<PageClaim> claim();

    /** The scenario of the test; nothing where the test names none. */
    Optional<Scenario> scenario();

    /**
     * The evidence folder of the test, below that of its scenario or class; in a lifecycle method
     * that of the class. What a test keeps there is listed with its outcome.
     */
    EvidenceDir evidence();

    /**
     * Something that the tests of this class share in this cell, made when first asked for.
     *
     * <p>An {@link AutoCloseable} is closed after the class. If making it fails, each test that
     * asks for it fails in the same way, without trying again.
     *
     * @param key tells it from other things of the same type
     */
    <T> T perClass(String key, Class<T> type, Supplier<T> maker);
}
