package io.rootlesstck.junit;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.evidence.EvidenceDir;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Judge;
import io.rootlesstck.verdict.Ledger;
import io.rootlesstck.verdict.NotMade;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One cell in one run: its resources, and what its tests said. */
final class CellRun {
    private final Cell cell;
    private final EvidenceDir evidence;
    private final Ledger ledger;
    private final Optional<CellResourcesProvider> provider;
    private final Lanes lanes;
    private final Map<String, List<Outcome>> outcomes = new TreeMap<>();
    private final Map<String, PageClaim> claims = new TreeMap<>();
    private final Map<String, NotMade> notMade = new TreeMap<>();
    private boolean otherTests;

    CellRun(
            Cell cell,
            RunContext run,
            EvidenceDir evidence,
            Optional<CellResourcesProvider> provider) {
        this.cell = cell;
        this.evidence = evidence.sub(cell.id());
        this.ledger = run.ledger();
        this.provider = provider;
        this.lanes =
                new Lanes(
                        provider.map(opens -> opens.hosts(run)).orElse(1),
                        index ->
                                new Lane(
                                        index,
                                        provider.isPresent(),
                                        () -> provider.orElseThrow().open(cell, run, index)));
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

    /** The hosts that classes of this cell run on. */
    Lanes lanes() {
        return lanes;
    }

    /** Whether the ledger knows that a claim does not hold in this cell. */
    boolean expectsBroken(PageClaim claim) {
        return ledger.expects(Verdict.BROKEN, cell.id(), claim.id());
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

    /** Tells of a test that is about no claim. */
    synchronized void addOtherTest() {
        otherTests = true;
    }

    /** Whether tests ran that are about no claim, as those of the kit's users may be. */
    synchronized boolean ranOtherTests() {
        return otherTests;
    }

    synchronized CellResult result(CellFacts facts) {
        List<ClaimVerdict> verdicts =
                claims.values().stream()
                        .map(
                                claim ->
                                        Judge.judge(
                                                        claim,
                                                        outcomes.getOrDefault(
                                                                claim.id(), List.of()),
                                                        !cell.isFound())
                                                .comparedWith(ledger, cell.id()))
                        .toList();
        return new CellResult(
                cell.id(),
                new TreeMap<>(cell.parts()),
                facts,
                verdicts,
                List.copyOf(notMade.values()));
    }

    /** What was learnt of the first host; the others are like it. */
    CellFacts facts() {
        return lanes.firstOpened()
                .flatMap(Lane::opened)
                .map(CellResources::facts)
                .orElseGet(CellFacts::none);
    }

    /** Ends every host, also where ending one of them fails. */
    void close() throws Exception {
        Exception failed = null;
        for (Lane lane : lanes.all()) {
            try {
                lane.close();
            } catch (Exception e) {
                if (failed != null) {
                    e.addSuppressed(failed);
                }
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
