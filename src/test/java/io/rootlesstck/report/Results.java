package io.rootlesstck.report;

import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.NotMade;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import io.rootlesstck.verdict.PassedOver;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Results to report of. */
final class Results {
    static final String CELL = "docker-containerd-runc-v1.37.2";
    static final String KNOWN = "kubelet.sysctl.vm-overcommit-memory";

    /** What would run, were it not escaped: in an element, an attribute, a script, a template. */
    static final List<String> HOSTILE =
            List.of(
                    "<script>document.title='owned'</script>",
                    "\"><img src=x onerror=document.title='owned'>",
                    "</template><script>document.title='owned'</script>",
                    "'-document.title='owned'-'",
                    "${page.kit} <#include \"/etc/passwd\"> [[x]]",
                    "</style></script><svg onload=document.title='owned'>",
                    "javascript:document.title='owned'",
                    "a\u0000b\u001b[31m\u202Efdp\u2066\uD800");

    private Results() {}

    static RunResult of(CellResult... cells) {
        return new RunResult(
                RunResult.SCHEMA,
                "0.1.0",
                Instant.parse("2026-11-24T08:40:45Z"),
                654.3,
                List.of(cells));
    }

    static CellResult cell(String name, ClaimVerdict... claims) {
        CellFacts facts =
                new CellFacts(
                        new TreeMap<>(
                                Map.of(
                                        "host",
                                        "embedded VM",
                                        "controllers",
                                        List.of("cpu", "memory"))),
                        List.of(),
                        new TreeMap<>(Map.of("kubelet", "v1.37.2")),
                        new TreeMap<>(Map.of("firstNodeReady", 46.4)));
        return new CellResult(
                name,
                new TreeMap<>(Map.of("kubernetes", "v1.37.2")),
                facts,
                List.of(claims),
                List.of());
    }

    static ClaimVerdict claim(String id, Verdict verdict, String reason) {
        return claim(id, verdict, reason, null);
    }

    static ClaimVerdict claim(
            String id, Verdict verdict, String reason, @Nullable LedgerNote note) {
        String folder = CELL + "/kubelet/sysctls/" + id;
        return new ClaimVerdict(
                id,
                verdict,
                reason,
                5.5,
                List.of(
                        outcome(Role.POSITIVE, "kubelet/sysctls", folder + "/kubelet.log"),
                        outcome(Role.CONTROL, "kubelet/sysctls-gate-off")),
                note);
    }

    static LedgerNote note(Match match, Verdict expected) {
        return new LedgerNote(match, expected, "since beta", "https://example.org/why");
    }

    private static Outcome outcome(Role role, String scenario, String... evidence) {
        return new Outcome(
                role,
                Status.PASSED,
                "KubeletSysctls.isTolerated",
                scenario,
                "",
                2.75,
                new TreeMap<>(Map.of("value", "0")),
                List.of(evidence));
    }

    /** Hostile texts wherever a result may hold one. */
    static RunResult hostile() {
        List<ClaimVerdict> claims = new ArrayList<>();
        TreeMap<String, String> texts = new TreeMap<>();
        TreeMap<String, Object> facts = new TreeMap<>();
        for (String each : HOSTILE) {
            texts.put(each, each);
            facts.put(each, each);
            claims.add(
                    new ClaimVerdict(
                            each,
                            Verdict.BROKEN,
                            each,
                            1,
                            List.of(
                                    new Outcome(
                                            Role.POSITIVE,
                                            Status.FAILED,
                                            each,
                                            each,
                                            "it failed: " + each + "!",
                                            1,
                                            texts,
                                            List.of(CELL + "/" + each + "/" + each + ".log"))),
                            new LedgerNote(Match.CHANGED, Verdict.DRIFTED, each, each)));
        }
        List<CellResult> cells = new ArrayList<>();
        for (String each : HOSTILE) {
            cells.add(
                    new CellResult(
                            each,
                            texts,
                            new CellFacts(
                                    facts,
                                    List.of(new PassedOver(each, each)),
                                    texts,
                                    new TreeMap<>(Map.of(each, 1.0))),
                            claims,
                            List.of(new NotMade(each, each))));
        }
        return new RunResult(RunResult.SCHEMA, HOSTILE.get(0), Instant.EPOCH, 1, cells);
    }
}
