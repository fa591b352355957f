package io.rootlesstck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.report.Headings.Heading;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Expected;
import io.rootlesstck.verdict.Ledger;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictPagesTest {
    private static final String AGAIN =
            "after a run of all suites: ./tck report --readme README.md";

    @TempDir Path dir;

    private static final Path HOME = KitFiles.of("scenarios");
    private static final Claims CLAIMS = Claims.load(HOME.resolve("claims.yaml"));
    private static final Matrix MATRIX = Matrix.load(HOME.resolve("matrix.yaml"));
    private static final Cell CELL = MATRIX.select(Settings.of(new Properties())).get(0);
    private static final Ledger LEDGER =
            Ledger.load(HOME.resolve(Ledger.NAME), CLAIMS, MATRIX.names());

    /** What the ledger lets expect of a claim in the default cell; null where it is not tried. */
    private static @Nullable Verdict expected(PageClaim claim) {
        return VerdictPages.isTriedIn(CELL, claim)
                ? LEDGER.expected(CELL.id(), claim.id())
                        .map(Expected::verdict)
                        .orElse(Verdict.HOLDS)
                : null;
    }

    private static Map<Heading, List<PageClaim>> sections() {
        return CLAIMS.all().stream()
                .collect(
                        Collectors.groupingBy(
                                Headings::of,
                                () -> new TreeMap<>(Headings.IN_ORDER),
                                Collectors.toList()));
    }

    @Test
    void thePageHasEveryClaimWithTheVerdictThatTheLedgerExpects() throws IOException {
        List<String> lines = Files.readAllLines(VerdictPages.PAGE);

        for (PageClaim claim : CLAIMS.all()) {
            String row = VerdictPages.row(claim, expected(claim));
            assertThat(lines)
                    .as("the line of %s; %s", claim.id(), AGAIN)
                    .anyMatch(line -> line.startsWith(row));
        }
        assertThat(lines.stream().filter(line -> line.startsWith("| `")))
                .as("claims of the page; %s", AGAIN)
                .hasSize(CLAIMS.all().size());
    }

    @Test
    void theReadmeCountsThem() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String between =
                readme.substring(readme.indexOf("<!-- verdicts"), readme.indexOf("<!-- end"));

        assertThat(between.lines().filter(line -> line.startsWith("| ")).skip(1).toList())
                .as("the table of the README; %s", AGAIN)
                .isEqualTo(VerdictPages.rows(sections(), VerdictPagesTest::expected));
    }

    @Test
    void writesBothAndLeavesTheRestOfTheReadmeAsItIs() throws IOException {
        Path readme =
                Files.writeString(
                        dir.resolve("README.md"),
                        "# Kit\n<!-- verdicts: what ./tck report --readme writes -->\nold\n"
                                + "<!-- end of verdicts -->\nmore\n");

        new VerdictPages(result(), CLAIMS.all(), CELL).write(readme);

        assertThat(readme)
                .content()
                .startsWith("# Kit\n<!-- verdicts: what ./tck report --readme writes -->\n\n")
                .contains("`HOLDS`", "[Configuring kubelet](https://kubernetes.io/docs/")
                .endsWith(" |\n\n<!-- end of verdicts -->\nmore\n")
                .doesNotContain("old");
        assertThat(dir.resolve("docs/verdicts.md"))
                .content()
                .contains("\n## [Configuring kubelet](")
                .contains("| `kubelet.gate.alpha` | ", " | `DRIFTED` | ")
                .contains("| `runtime.crio.config` | ", " | – | tried in cells with crio |");
    }

    @Test
    void wantsTheMarkers() throws IOException {
        Path readme = Files.writeString(dir.resolve("README.md"), "# Kit\n");

        assertThatThrownBy(() -> new VerdictPages(result(), CLAIMS.all(), CELL).write(readme))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no line \"<!-- verdicts:")
                .hasMessageContaining("Put both where the table is to stand.");
        assertThat(readme).hasContent("# Kit\n");
        assertThat(dir.resolve("docs")).doesNotExist();
    }

    @Test
    void wantsARunOfAllSuitesInTheDefaultCell() {
        RunResult one =
                Results.of(Results.cell(CELL.id(), verdict(CLAIMS.get("kubelet.gate.alpha"))));
        assertThatThrownBy(() -> new VerdictPages(one, CLAIMS.all(), CELL))
                .isInstanceOf(UsageException.class)
                .hasMessageMatching(
                        "The result says nothing of \\d+ claims of its cell, for example .*\\. Take"
                                + " that of a run of all suites: mvn test");
        RunResult other = Results.of(Results.cell("podman-crun"));
        assertThatThrownBy(() -> new VerdictPages(other, CLAIMS.all(), CELL))
                .hasMessage("The result has no cell %s; it has: podman-crun.", CELL);
    }

    private static RunResult result() {
        return Results.of(
                Results.cell(
                        CELL.id(),
                        CLAIMS.all().stream()
                                .filter(claim -> VerdictPages.isTriedIn(CELL, claim))
                                .map(VerdictPagesTest::verdict)
                                .toArray(ClaimVerdict[]::new)));
    }

    private static ClaimVerdict verdict(PageClaim claim) {
        Verdict verdict = expected(claim);
        return new ClaimVerdict(
                        claim.id(),
                        verdict == null ? Verdict.HOLDS : verdict,
                        "",
                        1,
                        List.of(),
                        null)
                .comparedWith(LEDGER, CELL.id());
    }
}
