package io.rootlesstck.report;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A result of the size of a nightly matrix: every claim in twenty cells, each with its evidence.
 */
final class BigResult {
    static final int CELLS = 20;
    private static final int LINES = 300; // as a kubelet.log of a run has

    private BigResult() {}

    /**
     * Makes the result and writes its evidence.
     *
     * <p>In each cell, one claim in forty is broken, one in forty-one has drifted as expected.
     */
    static RunResult of(int cells, Path evidence) throws IOException {
        List<PageClaim> claims = Claims.load(KitFiles.of("scenarios/claims.yaml")).all();
        List<CellResult> results = new ArrayList<>();
        for (int i = 0; i < cells; i++) {
            results.add(
                    cell("docker-containerd-runc-v1.37.%02d".formatted(i), i, claims, evidence));
        }
        return new RunResult(
                RunResult.SCHEMA, "0.1.0", Instant.parse("2026-11-24T08:40:45Z"), 654.3, results);
    }

    private static CellResult cell(String name, int number, List<PageClaim> claims, Path evidence)
            throws IOException {
        List<ClaimVerdict> verdicts = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            verdicts.add(verdict(name, number, i, claims.get(i), evidence));
        }
        return new CellResult(
                name,
                new TreeMap<>(Map.of("engine", "docker", "kubernetes", "v1.37.2", "oci", "runc")),
                new CellFacts(
                        new TreeMap<>(
                                Map.of("host", "embedded VM", "controllers", List.of("cpu", "io"))),
                        List.of(),
                        new TreeMap<>(Map.of("kubelet", "v1.37.2", "runc", "1.5.2")),
                        new TreeMap<>(Map.of("firstNodeReady", 46.4, "host", 8.3))),
                verdicts,
                List.of());
    }

    private static ClaimVerdict verdict(
            String cell, int number, int index, PageClaim claim, Path evidence) throws IOException {
        boolean broken = (index + number) % 40 == 7;
        boolean drifted = !broken && index % 41 == 11;
        String reason = broken ? "no line of kubelet.log holds it, in cell " + cell : "";
        List<Outcome> outcomes = new ArrayList<>();
        for (Role role : Role.values()) {
            boolean control = role == Role.CONTROL;
            String scenario = control ? "kubelet/sysctls-gate-off" : "kubelet/sysctls";
            String folder =
                    "%s/%s/%s%s".formatted(cell, scenario, claim.id(), control ? "-control" : "");
            outcomes.add(
                    new Outcome(
                            role,
                            broken && !control
                                    ? Status.FAILED
                                    : drifted && !control ? Status.DRIFTED : Status.PASSED,
                            control
                                    ? "KubeletSysctls.isFatalWithoutTheGate"
                                    : "KubeletSysctls.isTolerated",
                            scenario,
                            control ? "" : drifted ? "it is beta" : reason,
                            1 + (index * 7 + number) % 30 / 3.0,
                            new TreeMap<>(Map.of("value", String.valueOf(index))),
                            List.of(folder + "/kubelet.log", folder + "/used-kubelet.yaml")));
            write(evidence.resolve(folder), claim);
        }
        return new ClaimVerdict(
                claim.id(),
                broken ? Verdict.BROKEN : drifted ? Verdict.DRIFTED : Verdict.HOLDS,
                drifted ? "it is beta" : reason,
                outcomes.stream().mapToDouble(Outcome::seconds).sum(),
                outcomes,
                broken
                        ? new LedgerNote(Match.NEW, Verdict.HOLDS, "", "")
                        : drifted
                                ? new LedgerNote(
                                        Match.EXPECTED,
                                        Verdict.DRIFTED,
                                        "since beta",
                                        "https://example.org/why")
                                : null);
    }

    private static void write(Path folder, PageClaim claim) throws IOException {
        Files.createDirectories(folder);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            log.append(
                    "I1124 08:42:15.492797    1771 server.go:%d] \"Adding debug handlers to kubelet server\"\n"
                            .formatted(i));
        }
        claim.texts()
                .values()
                .forEach(
                        texts ->
                                texts.forEach(
                                        text ->
                                                log.append("E1124 08:42:15 ")
                                                        .append(text.text())
                                                        .append('\n')));
        Files.writeString(folder.resolve("kubelet.log"), log);
        Files.writeString(folder.resolve("used-kubelet.yaml"), "kind: KubeletConfiguration\n");
    }
}
