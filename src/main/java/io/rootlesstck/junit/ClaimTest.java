package io.rootlesstck.junit;

import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One test of one claim, from its start to its outcome. */
final class ClaimTest {
    private final ClaimMethod method;
    private final ClaimMethod.Case which;
    private final ClassScope scope;
    private final ClaimReport report;
    private long started = System.nanoTime();
    private boolean evidenceKept;

    ClaimTest(ClaimMethod method, ClaimMethod.Case which, ClassScope classScope) {
        this.method = method;
        this.which = which;
        String folder = which.claim().id() + (method.role() == Role.CONTROL ? "-control" : "");
        ClassScope own = classScope.with(which.claim(), which.scenario(), folder);
        this.report = new ClaimReport(own.evidence());
        this.scope = own.tellingOf(report::seeAlso);
    }

    PageClaim claim() {
        return which.claim();
    }

    @Nullable Scenario scenario() {
        return which.scenario();
    }

    ClaimReport report() {
        return report;
    }

    TestScope scope() {
        return scope;
    }

    void start() {
        started = System.nanoTime();
        Set<Need> needs = new LinkedHashSet<>(method.needs());
        Scenario needing = which.scenario();
        if (needing != null) {
            needs.addAll(needing.needs());
        }
        if (!needs.isEmpty() || needing != null) {
            scope.lease().get().require(needs);
        }
    }

    /** Whether the ledger knows that the claim does not hold. */
    boolean expectsBroken() {
        return scope.run().expectsBroken(which.claim());
    }

    /** Whether evidence is still to be kept; true only the first time. */
    boolean claimEvidence() {
        boolean first = !evidenceKept;
        evidenceKept = true;
        return first;
    }

    void keepEvidence(@Nullable Throwable failure) {
        scope.keepEvidence(scope, failure);
    }

    Outcome outcome(@Nullable Throwable thrown) {
        String drift = report.drift();
        Status status =
                thrown != null
                        ? Failures.status(thrown)
                        : drift != null ? Status.DRIFTED : Status.PASSED;
        return new Outcome(
                method.role(),
                status,
                method.title(),
                which.scenarioName(),
                thrown != null ? Failures.reason(thrown) : drift != null ? drift : "",
                Seconds.since(started),
                report.measured(),
                report.evidence());
    }
}
