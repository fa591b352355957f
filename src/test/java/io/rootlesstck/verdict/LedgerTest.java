package io.rootlesstck.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.cell.Matrix;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.document.DocumentException;
import io.rootlesstck.verdict.LedgerNote.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
    private static final String DOCKER = "docker-containerd-runc-v1.37.2";
    private static final String PODMAN = "podman-containerd-runc-v1.37.2";
    private static final Set<String> CELLS = Set.of(DOCKER, PODMAN);
    private static final String ALPHA = "kubelet.gate.alpha";
    private static final String REQUIRED = "kubelet.gate.required";
    private static final String TEXT =
            """
            # Read this first.
            expected:
              # Since the promotion to beta:
              - claim: kubelet.gate.alpha
                cells: "*-v1.37.*"
                verdict: DRIFTED # measured
                reason: >-
                  The gate is
                  beta.
                link: https://example.org/1

              # The other engine cannot.
              - claim: kubelet.limits.cpu
                cells: podman-containerd-runc-v1.37.2
                verdict: BROKEN
                reason: The limit is lost.
                link: https://example.org/2
            """;

    @TempDir Path dir;
    private final Claims claims = Claims.load(Path.of("scenarios/claims.yaml"));
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = dir.resolve("ledger.yaml");
        Files.writeString(file, TEXT);
    }

    @Test
    void aVerdictIsComparedWithTheEntryOfItsCell() {
        Ledger ledger = Ledger.load(file, claims, CELLS);

        assertThat(ledger.compare(DOCKER, "kubelet.limits.cpu", Verdict.HOLDS)).isNull();
        assertThat(ledger.compare(DOCKER, ALPHA, Verdict.DRIFTED))
                .isEqualTo(
                        new LedgerNote(
                                Match.EXPECTED,
                                Verdict.DRIFTED,
                                "The gate is beta.",
                                "https://example.org/1"));
        assertThat(match(ledger, DOCKER, ALPHA, Verdict.HOLDS)).isEqualTo(Match.VANISHED);
        assertThat(match(ledger, DOCKER, ALPHA, Verdict.BROKEN)).isEqualTo(Match.CHANGED);
        assertThat(match(ledger, DOCKER, "kubelet.limits.cpu", Verdict.BROKEN))
                .isEqualTo(Match.NEW);
        assertThat(match(ledger, PODMAN, "kubelet.limits.cpu", Verdict.BROKEN))
                .isEqualTo(Match.EXPECTED);
        assertThat(ledger.expects(Verdict.BROKEN, PODMAN, "kubelet.limits.cpu")).isTrue();
        assertThat(ledger.expects(Verdict.BROKEN, DOCKER, "kubelet.limits.cpu")).isFalse();
    }

    private static Match match(Ledger ledger, String cell, String claim, Verdict found) {
        return Objects.requireNonNull(ledger.compare(cell, claim, found)).match();
    }

    @Test
    void aStarStandsForAnythingAndADotForItself() {
        Expected entry = Ledger.load(file, claims, CELLS).expected(DOCKER, ALPHA).orElseThrow();

        assertThat(entry.isAbout("podman-systemd-containerd-crun-v1.37.2-flannel")).isTrue();
        assertThat(entry.isAbout("docker-containerd-runc-v1.36.3")).isFalse();
        assertThat(entry.isAbout("docker-containerd-runc-v1x37.2")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claim: kubelet.gate.alpha|claim: kubelet.gate.beta|4:5: No claim of",
                "cells: \"*-v1.37.*\"|cells: \"*-v1.73.*\"|5:5: no cell is named \"*-v1.73.*\"",
                "verdict: DRIFTED|verdict: ERROR|6:5: does not have a value in the enumeration",
                "link: https://example.org/1|link: soon|10:5: does not match the regex pattern",
                "claim: kubelet.gate.alpha|clame: kubelet.gate.alpha|4:5: unknown key \"clame\"",
                "expected:|expect:|2:1: unknown key \"expect\""
            })
    void everyErrorHasItsPlace(String right, String wrong, String message) throws IOException {
        Files.writeString(file, TEXT.replaceFirst(Pattern.quote(right), wrong));

        assertThatThrownBy(() -> Ledger.load(file, claims, CELLS))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(file + ":")
                .hasMessageContaining(message);
    }

    @Test
    void aDeviationIsExpectedOnce() throws IOException {
        Files.writeString(
                file,
                TEXT.replace("kubelet.limits.cpu", ALPHA)
                        .replace("podman-containerd-runc-v1.37.2", "\"*-v1.37.*\""));

        assertThatThrownBy(() -> Ledger.load(file, claims, CELLS))
                .hasMessageContaining("13:5: " + ALPHA + " in *-v1.37.* is already expected at ")
                .hasMessageEndingWith("ledger.yaml:4:5");
    }

    @Test
    void aResultThatIsAsExpectedChangesNoByte() {
        LedgerUpdate.Updated updated =
                update(cell(DOCKER, verdict(ALPHA, Verdict.DRIFTED)), cell(PODMAN));

        assertThat(updated.text()).isEqualTo(TEXT);
        assertThat(updated.changes()).isEmpty();
    }

    @Test
    void whatVanishedIsTakenOutAndCommentsStay() {
        LedgerUpdate.Updated updated =
                update(
                        cell(DOCKER, verdict(ALPHA, Verdict.HOLDS)),
                        cell(PODMAN, verdict(ALPHA, Verdict.HOLDS)));

        assertThat(updated.text())
                .isEqualTo(
                        """
                        # Read this first.
                        expected:
                          # Since the promotion to beta:

                          # The other engine cannot.
                          - claim: kubelet.limits.cpu
                            cells: podman-containerd-runc-v1.37.2
                            verdict: BROKEN
                            reason: The limit is lost.
                            link: https://example.org/2
                        """);
        assertThat(updated.changes())
                .containsExactly("removed kubelet.gate.alpha in *-v1.37.*: no longer DRIFTED");
    }

    @Test
    void whatIsNewIsAddedWithWhatWasMeasured() {
        LedgerUpdate.Updated updated =
                update(cell(DOCKER, verdict(REQUIRED, Verdict.DRIFTED, "on by\n  default: yes")));

        assertThat(updated.text())
                .isEqualTo(
                        TEXT
                                + """
                                  - claim: "kubelet.gate.required"
                                    cells: "docker-containerd-runc-v1.37.2"
                                    verdict: "DRIFTED"
                                    reason: "on by default: yes"
                                    link: "%s"
                                """
                                        .formatted(claims.get(REQUIRED).source().url())
                                        .indent(0));
        assertThat(updated.changes())
                .containsExactly("added kubelet.gate.required in " + DOCKER + ": DRIFTED");
    }

    @Test
    void anotherDeviationKeepsItsReasonAndLink() {
        LedgerUpdate.Updated updated =
                update(cell(PODMAN, verdict("kubelet.limits.cpu", Verdict.DRIFTED)));

        assertThat(updated.text()).isEqualTo(TEXT.replace("verdict: BROKEN", "verdict: DRIFTED"));
        assertThat(updated.changes())
                .containsExactly(
                        "changed kubelet.limits.cpu in " + PODMAN + ": DRIFTED instead of BROKEN");
    }

    @Test
    void anEntryThatIsLeftInOneCellNamesThatCell() {
        LedgerUpdate.Updated updated =
                update(
                        cell(DOCKER, verdict(ALPHA, Verdict.HOLDS)),
                        cell(PODMAN, verdict(ALPHA, Verdict.DRIFTED)));

        assertThat(updated.text())
                .doesNotContain("*-v1.37.*")
                .contains("# Since the promotion to beta:", "reason: \"The gate is beta.\"")
                .contains("cells: \"" + PODMAN + "\"", "link: \"https://example.org/1\"");
    }

    @Test
    void whatDidNotRunSaysNothing() {
        LedgerUpdate.Updated updated =
                update(
                        cell(
                                DOCKER,
                                verdict(ALPHA, Verdict.NOT_RUN),
                                verdict(REQUIRED, Verdict.ERROR)),
                        cell(PODMAN, verdict(REQUIRED, Verdict.NOT_RUN)));

        assertThat(updated.text()).isEqualTo(TEXT);
        assertThat(updated.leftOut())
                .containsExactly(
                        REQUIRED + " in " + DOCKER + ": ERROR",
                        REQUIRED + " in " + PODMAN + ": NOT_RUN");
    }

    @Test
    void anEmptyLedgerIsFilledAndEmptiedAgain() throws IOException {
        Files.writeString(file, "# None yet.\nexpected: []\n");
        String filled = update(cell(DOCKER, verdict(ALPHA, Verdict.DRIFTED))).text();
        assertThat(filled).startsWith("# None yet.\nexpected:\n  - claim: \"kubelet.gate.alpha\"");

        Files.writeString(file, filled);
        assertThat(update(cell(DOCKER, verdict(ALPHA, Verdict.HOLDS))).text())
                .isEqualTo("# None yet.\nexpected: []\n");
    }

    @Test
    void aLedgerOnOneLineIsNotMangled() throws IOException {
        Files.writeString(
                file,
                "expected: [{claim: kubelet.gate.alpha, cells: '*', verdict: DRIFTED, reason: x,"
                        + " link: 'https://example.org'}]\n");

        assertThatThrownBy(() -> update(cell(DOCKER, verdict(REQUIRED, Verdict.BROKEN))))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(file + ":");
    }

    @Test
    void theKitsOwnLedgerIsSound() {
        Matrix matrix = Matrix.load(Path.of("scenarios/matrix.yaml"));

        Ledger ledger = Ledger.load(Path.of("scenarios/ledger.yaml"), claims, matrix.names());

        assertThat(ledger.expects(Verdict.DRIFTED, DOCKER, ALPHA)).isTrue();
        assertThat(matrix.names()).contains(DOCKER, PODMAN);
    }

    private LedgerUpdate.Updated update(CellResult... cells) {
        return LedgerUpdate.of(
                file,
                claims,
                CELLS,
                new RunResult(RunResult.SCHEMA, "0.1.0", Instant.EPOCH, 1, Arrays.asList(cells)));
    }

    private static CellResult cell(String name, ClaimVerdict... verdicts) {
        return new CellResult(
                name,
                new TreeMap<>(),
                CellFacts.none(),
                new ArrayList<>(List.of(verdicts)),
                List.of());
    }

    private static ClaimVerdict verdict(String claim, Verdict verdict) {
        return verdict(claim, verdict, "because");
    }

    private static ClaimVerdict verdict(String claim, Verdict verdict, String reason) {
        return new ClaimVerdict(claim, verdict, reason, 1, List.of(), null);
    }
}
