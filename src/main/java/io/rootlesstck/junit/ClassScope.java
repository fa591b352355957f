package io.rootlesstck.junit;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.evidence.EvidenceDir;
import io.rootlesstck.scenario.Scenario;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * One class in one cell.
 *
 * @param lease the host that the class has for itself
 * @param store the store of the class in that cell: JUnit closes what is in it after the class
 */
record ClassScope(
        CellRun run,
        Lanes.Lease lease,
        Class<?> testClass,
        Store store,
        @Nullable PageClaim claimOrNull,
        @Nullable Scenario scenarioOrNull,
        EvidenceDir evidence)
        implements TestScope {

    static ClassScope of(CellRun cell, ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        Store store = context.getStore(TckRun.NAMESPACE);
        // The first thing in the store is closed last: what the class shares is on that host.
        Lanes.Lease lease =
                store.computeIfAbsent(
                        "host of " + cell.cell(), key -> cell.lanes().lease(), Lanes.Lease.class);
        return new ClassScope(
                cell,
                lease,
                testClass,
                store,
                null,
                null,
                cell.evidence().sub(testClass.getSimpleName()));
    }

    /** The scope of one test, which has a folder of its own: tests of a scenario come in rows. */
    ClassScope with(PageClaim claim, @Nullable Scenario scenario, String folder) {
        EvidenceDir parent = scenario == null ? evidence : run.evidence().sub(scenario.name());
        return new ClassScope(run, lease, testClass, store, claim, scenario, parent.sub(folder));
    }

    ClassScope tellingOf(Consumer<String> keptFile) {
        return new ClassScope(
                run,
                lease,
                testClass,
                store,
                claimOrNull,
                scenarioOrNull,
                evidence.tellingOf(keptFile));
    }

    /** Keeps evidence of the class's host, or of the first that is up if it has none. */
    void keepEvidence(TestScope narrowest, @Nullable Throwable failure) {
        Optional.ofNullable(lease.peek())
                .or(run.lanes()::firstOpened)
                .ifPresent(lane -> lane.keepEvidence(narrowest, failure));
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
    public <T> T perClass(String key, Class<T> type, Supplier<T> maker) {
        Once<?> once =
                store.computeIfAbsent(
                        type.getName() + "/" + key, name -> new Once<>(maker), Once.class);
        return type.cast(once.get());
    }
}
