package io.rootlesstck.diff;

import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.NotMade;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Results made for tests. */
final class Results {
    static final String CELL = "docker-containerd-runc-v1.37.2";
    static final String HOST = "embedded VM (User Mode Linux 7.3.4-tck)";
    static final Instant STARTED = Instant.parse("2026-11-24T08:40:45.577Z");

    private Results() {}

    static RunResult run(CellResult... cells) {
        return at(STARTED, cells);
    }

    static RunResult at(Instant started, CellResult... cells) {
        return new RunResult(RunResult.SCHEMA, "0.1.0", started, 12.5, List.of(cells));
    }

    static CellResult cell(ClaimVerdict... claims) {
        return cell(CELL, claims);
    }

    static CellResult cell(String name, ClaimVerdict... claims) {
        return cell(name, "7.3.4-tck", "v2.4.2", claims);
    }

    static CellResult cell(String name, String kernel, String containerd, ClaimVerdict... claims) {
        return new CellResult(
                name,
                new TreeMap<>(Map.of("engine", "docker", "kubernetes", "v1.37.2")),
                facts(kernel, containerd),
                List.of(claims),
                List.of());
    }

    static CellResult notMaking(CellResult cell, String claim, String reason) {
        return new CellResult(
                cell.cell(),
                cell.parts(),
                cell.facts(),
                cell.claims(),
                List.of(new NotMade(claim, reason)));
    }

    static CellFacts facts(String kernel, String containerd) {
        SortedMap<String, Object> host = new TreeMap<>();
        host.put("host", HOST);
        host.put("kernel", kernel);
        host.put("controllers", List.of("cpu", "memory"));
        host.put("chosen", "it is there");
        return new CellFacts(
                host,
                List.of(),
                new TreeMap<>(Map.of("containerd", containerd)),
                new TreeMap<>(Map.of("host", 8.5)));
    }

    static ClaimVerdict claim(String id, Verdict verdict) {
        return claim(id, verdict, 2);
    }

    static ClaimVerdict claim(String id, Verdict verdict, double seconds) {
        String reason = verdict == Verdict.HOLDS ? "" : "why it is " + verdict;
        return new ClaimVerdict(id, verdict, reason, seconds, List.of(), null);
    }

    static ClaimVerdict claim(String id, Verdict verdict, String reason) {
        return new ClaimVerdict(id, verdict, reason, 2, List.of(), null);
    }

    static Outcome outcome(Role role, Status status, String test, String... evidence) {
        return new Outcome(
                role,
                status,
                test,
                "kubelet/one",
                status == Status.PASSED ? "" : "why it is " + status,
                1.5,
                new TreeMap<>(),
                List.of(evidence));
    }

    /** The results of runs in which one claim took so many seconds. */
    static Side timed(String name, double... seconds) {
        RunResult[] runs = new RunResult[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            runs[i] =
                    at(
                            STARTED.plusSeconds(i),
                            cell(claim("kubelet.starts.ready", Verdict.HOLDS, seconds[i])));
        }
        return new Side(name, List.of(runs));
    }
}
