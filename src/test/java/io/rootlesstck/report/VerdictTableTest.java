package io.rootlesstck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.NotMade;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerdictTableTest {
    private static final Path OUTPUT = Path.of("target/tck");

    @Test
    void eachClaimIsALineAndReasonsWrap() {
        String table =
                VerdictTable.of(
                        result(
                                verdict("kubelet.starts.alive", Verdict.HOLDS, ""),
                                verdict("kubelet.gate.alpha", Verdict.DRIFTED, "beta since v1.37"),
                                verdict(
                                        "kubelet.sysctl.kernel-panic",
                                        Verdict.BROKEN,
                                        "control kubelet/gate-off did not fail as stated: the"
                                                + " kubelet went on running; so the positive"
                                                + " result shows nothing\nsecond")),
                        OUTPUT,
                        false);

        assertThat(table)
                .isEqualToNormalizingNewlines(
                        """

                        docker-containerd-runc-v1.37.2
                          on the embedded VM
                          with containerd v2.4.2, kubelet v1.37.2
                          kubelet.starts.alive         HOLDS     12.3 s
                          kubelet.gate.alpha           DRIFTED   12.3 s  beta since v1.37
                          kubelet.sysctl.kernel-panic  BROKEN    12.3 s  control kubelet/gate-off did not fail as stated: the kubelet went on
                                                                         running; so the positive result shows nothing
                                                                         second
                          kubelet.userns.node-info: made since v1.37.0, the cell runs v1.36.3

                        3 claims: 1 HOLDS, 1 BROKEN, 1 DRIFTED in 62 s
                        Result:   target/tck/result.json
                        Evidence: target/tck/evidence
                        """);
    }

    @Test
    void whatTheLedgerSaysStandsWithTheVerdictAndAtTheEnd() {
        String table =
                VerdictTable.of(
                        result(
                                noted("a.known", Verdict.DRIFTED, "on", Match.EXPECTED),
                                noted("a.gone", Verdict.HOLDS, "", Match.VANISHED),
                                noted("a.new", Verdict.BROKEN, "off", Match.NEW),
                                noted("a.lack", Verdict.NOT_RUN, "no root", Match.NEW),
                                verdict("a.plain", Verdict.HOLDS, "")),
                        OUTPUT,
                        false);

        assertThat(table)
                .isEqualToNormalizingNewlines(
                        """

                        docker-containerd-runc-v1.37.2
                          on the embedded VM
                          with containerd v2.4.2, kubelet v1.37.2
                          a.known  DRIFTED   12.3 s  on
                                                     expected: since beta
                          a.gone   HOLDS     12.3 s  the ledger expects DRIFTED: since beta (https://example.org)
                          a.new    BROKEN    12.3 s  off
                          a.lack   NOT_RUN   12.3 s  no root
                          a.plain  HOLDS     12.3 s

                        5 claims: 2 HOLDS, 1 BROKEN, 1 DRIFTED, 1 NOT_RUN in 62 s
                        Ledger:   1 expected, 2 new (1 NOT_RUN), 1 vanished
                          NEW a.new is BROKEN [docker-containerd-runc-v1.37.2]
                          VANISHED a.gone is HOLDS, not DRIFTED [docker-containerd-runc-v1.37.2]
                        Result:   target/tck/result.json
                        Evidence: target/tck/evidence
                        """);
    }

    private static ClaimVerdict noted(String claim, Verdict verdict, String reason, Match match) {
        return new ClaimVerdict(
                claim,
                verdict,
                reason,
                12.34,
                List.of(),
                new LedgerNote(match, Verdict.DRIFTED, "since beta", "https://example.org"));
    }

    @Test
    void aLongNameLeavesTheReasonItsOwnLines() {
        String id = "a.claim.with.a.name." + "x".repeat(70);

        String table =
                VerdictTable.of(result(verdict(id, Verdict.ERROR, "disk full")), OUTPUT, false);

        assertThat(table.lines())
                .contains("  " + id + "  ERROR     12.3 s", "      disk full")
                .allSatisfy(line -> assertThat(line).doesNotEndWith(" "));
    }

    @Test
    void coloursDoNotMoveTheColumns() {
        RunResult result =
                result(
                        verdict("a", Verdict.HOLDS, ""),
                        verdict("b", Verdict.NOT_RUN, "no root"),
                        verdict("c", Verdict.ERROR, "x"));

        String coloured = VerdictTable.of(result, OUTPUT, true);

        assertThat(coloured).contains("\u001b[32mHOLDS\u001b[0m").contains("\u001b[35mNOT_RUN");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", ""))
                .isEqualTo(VerdictTable.of(result, OUTPUT, false));
    }

    @Test
    void aReasonThatQuotesALogIsCutAndCannotSteerTheTerminal() {
        String log = "line \u001b[2J\u0007\n".repeat(20).strip();

        String table = VerdictTable.of(result(verdict("a", Verdict.ERROR, log)), OUTPUT, false);

        assertThat(table).doesNotContain("\u001b", "\u0007").contains("line ?[2J?");
        assertThat(table).contains("… 9 more lines in result.json");
        assertThat(table.lines().filter(line -> line.contains("line ?"))).hasSize(11);
    }

    @Test
    void aRunWithoutVerdictsSaysSo() {
        assertThat(VerdictTable.of(result(), OUTPUT, false)).contains("0 claims in 62 s");
    }

    private static ClaimVerdict verdict(String claim, Verdict verdict, String reason) {
        return new ClaimVerdict(claim, verdict, reason, 12.34, List.of(), null);
    }

    private static RunResult result(ClaimVerdict... verdicts) {
        CellFacts facts =
                new CellFacts(
                        new TreeMap<>(Map.of("host", "the embedded VM")),
                        List.of(),
                        new TreeMap<>(Map.of("kubelet", "v1.37.2", "containerd", "v2.4.2")),
                        new TreeMap<>());
        List<NotMade> notMade =
                verdicts.length == 3 && verdicts[0].claim().length() > 1
                        ? List.of(
                                new NotMade(
                                        "kubelet.userns.node-info",
                                        "made since v1.37.0, the cell runs v1.36.3"))
                        : List.of();
        return new RunResult(
                RunResult.SCHEMA,
                "0.1.0",
                Instant.EPOCH,
                61.6,
                List.of(
                        new CellResult(
                                "docker-containerd-runc-v1.37.2",
                                new TreeMap<>(),
                                facts,
                                List.of(verdicts),
                                notMade)));
    }
}
