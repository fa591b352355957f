package io.rootlesstck.junit;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.evidence.EvidenceDir;
import io.rootlesstck.scenario.Scenario;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.jspecify.annotations.Nullable;

/**
 * One class in one cell.
 *
 * @param store the store of the class in that cell: JUnit closes what is in it after the class
 */
record ClassScope(
        CellRun run,
        Class<?> testClass,
        Store store,
        @Nullable PageClaim claimOrNull,
        @Nullable Scenario scenarioOrNull)
        implements TestScope {

    static ClassScope of(CellRun cell, ExtensionContext context) {
        return new ClassScope(
                cell,
                context.getRequiredTestClass(),
                context.getStore(TckRun.NAMESPACE),
                null,
                null);
    }

    ClassScope with(PageClaim claim, @Nullable Scenario scenario) {
        return new ClassScope(run, testClass, store, claim, scenario);
    }

    @Override
    public Cell cell() {
        return run.cell();
    }

    @Override
    public Optional<PageClaim> claim() {
        return Optional.ofNullable(claimOrNull);
    }

    @Override
    public Optional<Scenario> scenario() {
        return Optional.ofNullable(scenarioOrNull);
    }

    @Override
    public EvidenceDir evidence() {
        return run.evidence()
                .sub(scenarioOrNull == null ? testClass.getSimpleName() : scenarioOrNull.name());
    }

    @Override
    public <T> T perClass(String key, Class<T> type, Supplier<T> maker) {
        Once<?> once =
                store.computeIfAbsent(
                        type.getName() + "/" + key, name -> new Once<>(maker), Once.class);
        return type.cast(once.get());
    }
}
