package io.rootlesstck.junit;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.evidence.EvidenceDir;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Judge;
import io.rootlesstck.verdict.NotMade;
import io.rootlesstck.verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One cell in one run: its resources, and what its tests said. */
final class CellRun {
    private final Cell cell;
    private final EvidenceDir evidence;
    private final Optional<CellResourcesProvider> provider;
    private final Once<CellResources> resources;
    private final Map<String, List<Outcome>> outcomes = new TreeMap<>();
    private final Map<String, PageClaim> claims = new TreeMap<>();
    private final Map<String, NotMade> notMade = new TreeMap<>();

    CellRun(
            Cell cell,
            RunContext run,
            EvidenceDir evidence,
            Optional<CellResourcesProvider> provider) {
        this.cell = cell;
        this.evidence = evidence.sub(cell.id());
        this.provider = provider;
        this.resources = new Once<>(() -> provider.orElseThrow().open(cell, run));
    }

    Cell cell() {
        return cell;
    }

    EvidenceDir evidence() {
        return evidence;
    }

    boolean offers(Class<?> parameterType) {
        return provider.isPresent() && provider.get().offers(parameterType);
    }

    Object parameter(Class<?> type, TestScope scope) {
        return resources.get().parameter(type, scope);
    }

    /**
     * Goes on if the host offers all that a scenario needs.
     *
     * @throws NotRun if it does not
     */
    void require(Scenario scenario) {
        if (provider.isEmpty()) {
            return; // nothing is run, so nothing is needed
        }
        for (Need need : scenario.needs()) {
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

    synchronized void add(PageClaim claim, Outcome outcome) {
        claims.put(claim.id(), claim);
        outcomes.computeIfAbsent(claim.id(), id -> new ArrayList<>()).add(outcome);
    }

    synchronized void addNotMade(PageClaim claim) {
        notMade.put(
                claim.id(),
                new NotMade(
                        claim.id(),
                        "made %s, the cell runs %s"
                                .formatted(claim.versions(), cell.kubernetes())));
    }

    synchronized CellResult result(CellFacts facts) {
        List<ClaimVerdict> verdicts =
                claims.values().stream()
                        .map(
                                claim ->
                                        Judge.judge(
                                                claim,
                                                outcomes.getOrDefault(claim.id(), List.of())))
                        .toList();
        return new CellResult(
                cell.id(),
                new TreeMap<>(cell.parts()),
                facts,
                verdicts,
                List.copyOf(notMade.values()));
    }

    CellFacts facts() {
        CellResources opened = resources.peek();
        return opened == null ? CellFacts.none() : opened.facts();
    }

    void close() throws Exception {
        resources.close();
    }
}
