package io.rootlesstck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tck diff}, {@code tck baseline} and {@code tck merge}, as they are typed. */
class DiffCommandTest {
    private static final String LOG = "cell/kubelet/one/kubelet.log";

    @TempDir private Path dir;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path holds;
    private Path broken;

    @BeforeEach
    void results() {
        holds = result("holds", "one", "a", Verdict.HOLDS);
        broken = result("broken", "one", "a", Verdict.BROKEN);
    }

    @Test
    void endsWithZeroWhereNothingGotWorse() {
        assertThat(diff(broken, holds)).isZero();
        assertThat(out.toString())
                .contains("now passing (1)\n", "a  BROKEN -> HOLDS")
                .endsWith("Nothing got worse.\n");
    }

    @Test
    void endsWithOneWhereSomethingNowFails() {
        assertThat(diff(holds, broken)).isEqualTo(1);
        assertThat(out.toString())
                .contains("now failing (1)\n")
                .endsWith("Worse: 1 now failing.\n");
    }

    @Test
    void endsWithOneWhereSomethingIsGoneUnlessTheResultIsPartial() {
        Path other = result("other", "one", "b", Verdict.HOLDS);

        assertThat(diff(holds, other)).isEqualTo(1);
        assertThat(run("diff", holds.toString(), other.toString(), "--partial")).isZero();
    }

    @Test
    void comparesOneCellWithAnother() {
        Path other = result("other", "two", "a", Verdict.BROKEN);

        assertThat(run("diff", holds.toString(), other.toString(), "--cell", "one=two"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("one -> two\n");
        assertThat(run("diff", holds.toString(), other.toString(), "--cell", "one=three"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("has no cell \"three\". It has: two.");
    }

    @Test
    void printsJsonForScripts() throws IOException {
        assertThat(run("diff", holds.toString(), broken.toString(), "--json")).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(out.toString()).path("worse").booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"html, <!DOCTYPE html>", "markdown, ## Comparison", "text, Baseline:", "json, {"})
    void writesAFile(String format, String start) throws IOException {
        Path file = dir.resolve("new/diff." + format);

        assertThat(
                        run(
                                "diff",
                                holds.toString(),
                                broken.toString(),
                                "--format",
                                format,
                                "-o",
                                file.toString()))
                .isEqualTo(1);
        assertThat(out).hasToString("Wrote " + file + ".\n");
        assertThat(Files.readString(file)).startsWith(start);
    }

    @Test
    void endsWithTwoWhereAFileCannotBeWritten() {
        assertThat(run("diff", holds.toString(), holds.toString(), "-o", dir.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Could not write " + dir, "Name another file with -o.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'' | is empty",
                "{\"schema\": 1, \"kit\" | is no whole JSON: line 1",
                "{\"runs\": []} | is no result of this kit",
                "{\"schema\": 2} | has the schema version 2; this kit",
                "{\"schema\": 99999999999999999999} | Take a newer kit",
                "apiVersion: v1 | is no whole JSON",
                "{\"a\": 1, \"a\": 2} | Duplicate field"
            })
    void saysWhatIsWrongWithAFile(String content, String message) throws IOException {
        Path file = Files.writeString(dir.resolve("bad.json"), content);

        assertThat(diff(holds, file)).isEqualTo(2);
        assertThat(err.toString()).contains(file.toString(), message).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysThatAFileIsBinary() throws IOException {
        Path file =
                Files.write(dir.resolve("bad.json"), new byte[] {0x7f, 'E', 'L', 'F', (byte) 0xff});

        assertThat(diff(holds, file)).isEqualTo(2);
        assertThat(err.toString()).contains(file + ": is not UTF-8 text");
    }

    @Test
    void saysThatThereIsNothingToCompareWith() {
        assertThat(run("diff", "--baselines", dir.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("Could not find \"default\".", "it has none", "tck baseline save");
    }

    @Test
    void keepsABaselineAndComparesWithIt() {
        String store = dir.resolve("store").toString();

        assertThat(run("baseline", "save", "--baselines", store, holds.toString())).isZero();
        assertThat(out.toString())
                .contains("Saved default: 1 run in " + store, "Compare with it: tck diff\n");
        assertThat(run("baseline", "save", "--baselines", store, "--name", "b", broken.toString()))
                .isZero();
        out.getBuffer().setLength(0);
        assertThat(run("baseline", "list", "--baselines", store)).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("b ").endsWith(": one"),
                        line -> assertThat(line).startsWith("default ").contains("1 run, 2026-"));
        assertThat(run("diff", "--baselines", store, "default", "b")).isEqualTo(1);
        assertThat(run("diff", "--baselines", store, "default", broken.toString())).isEqualTo(1);
        assertThat(run("diff", "--baselines", store, "b", holds.toString())).isZero();
    }

    @Test
    void listsBaselinesForScripts() throws IOException {
        String store = dir.resolve("store").toString();
        run("baseline", "save", "--baselines", store, holds.toString());
        out.getBuffer().setLength(0);

        assertThat(run("baseline", "list", "--baselines", store, "--json")).isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).at("/0/cells/0").textValue())
                .isEqualTo("one");
    }

    @Test
    void listsTheOthersWhereOneCannotBeRead() throws IOException {
        Path store = dir.resolve("store");
        run("baseline", "save", "--baselines", store.toString(), holds.toString());
        Files.createDirectories(store.resolve("bad"));
        Files.writeString(store.resolve("bad/x.json"), "{");

        assertThat(run("baseline", "list", "--baselines", store.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("default ");
        assertThat(err.toString()).contains("bad/x.json is no whole JSON");
    }

    @Test
    void keepsNoBaselineOfANameThatIsAPath() {
        assertThat(
                        run(
                                "baseline",
                                "save",
                                "--baselines",
                                dir.resolve("store").toString(),
                                "--name",
                                "../x",
                                holds.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("\"../x\" can be no name of a baseline");
        assertThat(dir.resolve("x")).doesNotExist();
    }

    @Test
    void joinsShardsWithTheirEvidence() throws IOException {
        Path one = result("shards/one", "cell", "a", Verdict.HOLDS);
        Path two = result("shards/two", "cell", "b", Verdict.HOLDS);
        evidence(one, LOG, "of one");
        evidence(two, LOG, "of two");
        evidence(two, "cell/setup.log", "not named by any outcome");
        Path joined = dir.resolve("joined/result.json");

        assertThat(run("merge", dir.resolve("shards").toString(), "-o", joined.toString()))
                .isZero();

        assertThat(out.toString())
                .contains("Joined 2 results: 1 cells, 2 claims, 2 of them HOLDS or DRIFTED.")
                .contains("Wrote " + joined);
        List<ClaimVerdict> claims = ResultFile.read(joined).cells().get(0).claims();
        assertThat(claims).extracting(ClaimVerdict::claim).containsExactly("a", "b");
        Path evidence = joined.resolveSibling("evidence");
        assertThat(evidence.resolve(claims.get(0).outcomes().get(0).evidence().get(0)))
                .hasContent("of one");
        assertThat(claims.get(1).outcomes().get(0).evidence())
                .containsExactly("cell/kubelet/one/kubelet-2.log");
        assertThat(evidence.resolve("cell/kubelet/one/kubelet-2.log")).hasContent("of two");
        assertThat(evidence.resolve("cell/setup.log")).exists();
        assertThat(evidence.resolve(".rootless-tck")).exists();
        assertThat(diff(joined, joined)).isZero();
    }

    @Test
    void joinsTheSameAgainIntoTheSamePlace() throws IOException {
        Path one = result("one", "cell", "a", Verdict.HOLDS);
        evidence(one, LOG, "of one");
        Path joined = dir.resolve("joined/result.json");

        assertThat(
                        run(
                                "merge",
                                one.toString(),
                                one.toString(),
                                "-o",
                                dir.resolve("joined").toString()))
                .isZero();
        byte[] first = Files.readAllBytes(joined);
        assertThat(run("merge", joined.toString(), one.toString(), "-o", joined.toString()))
                .isZero();

        assertThat(joined).hasBinaryContent(first);
        assertThat(joined).hasSameBinaryContentAs(one);
        assertThat(joined.resolveSibling("evidence").resolve(LOG)).hasContent("of one");
    }

    @Test
    void leavesAFolderAloneThatIsNotTheKits() throws IOException {
        Path foreign = Files.createDirectories(dir.resolve("joined/evidence"));

        assertThat(run("merge", holds.toString(), "-o", dir.resolve("joined").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is no evidence folder of this kit", "--no-evidence");
        assertThat(foreign).exists();
        assertThat(
                        run(
                                "merge",
                                holds.toString(),
                                "--no-evidence",
                                "-o",
                                dir.resolve("joined").toString()))
                .isZero();
        assertThat(dir.resolve("joined/result.json")).exists();
    }

    @Test
    void readsNothingOutsideTheEvidenceOfAShard() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "secret");
        Path one = result("one", "cell", "a", Verdict.HOLDS, "../../secret");
        evidence(one, LOG, "of one");
        Files.createSymbolicLink(one.resolveSibling("evidence").resolve("link"), secret);
        Path joined = dir.resolve("joined/result.json");

        assertThat(run("merge", one.toString(), "-o", joined.toString())).isZero();

        assertThat(out.toString())
                .contains("1 files of evidence that the results name are not beside them.");
        assertThat(joined.resolveSibling("evidence/link")).doesNotExist();
    }

    @Test
    void joinsNothingThatContradictsItself() {
        assertThat(
                        run(
                                "merge",
                                holds.toString(),
                                result("else", "one", "b", Verdict.HOLDS, LOG, "podman").toString(),
                                "-o",
                                dir.resolve("joined/result.json").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("contradict each other in the part engine of the cell one")
                .contains(holds + " says docker");
        assertThat(dir.resolve("joined")).doesNotExist();
    }

    @Test
    void documentsItsExitCodes() {
        for (String command : List.of("diff", "merge", "baseline")) {
            out.getBuffer().setLength(0);
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString()).contains("Exit codes:", "  2   wrong arguments");
        }
    }

    private int diff(Path baseline, Path result) {
        return run("diff", baseline.toString(), result.toString());
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private Path result(String folder, String cell, String claim, Verdict verdict) {
        return result(folder, cell, claim, verdict, LOG);
    }

    private Path result(
            String folder, String cell, String claim, Verdict verdict, String evidence) {
        return result(folder, cell, claim, verdict, evidence, "docker");
    }

    private Path result(
            String folder,
            String cell,
            String claim,
            Verdict verdict,
            String evidence,
            String engine) {
        Path file = dir.resolve(folder).resolve(ResultFile.NAME);
        boolean holds = verdict == Verdict.HOLDS;
        Outcome outcome =
                new Outcome(
                        Outcome.Role.POSITIVE,
                        holds ? Outcome.Status.PASSED : Outcome.Status.FAILED,
                        "Suite.shows",
                        "kubelet/one",
                        holds ? "" : "it does not",
                        1,
                        new TreeMap<>(),
                        List.of(evidence));
        TreeMap<String, String> parts = new TreeMap<>();
        parts.put("engine", engine);
        ResultFile.write(
                file,
                new RunResult(
                        RunResult.SCHEMA,
                        "0.1.0",
                        Instant.parse("2026-11-24T08:40:45Z"),
                        1,
                        List.of(
                                new CellResult(
                                        cell,
                                        parts,
                                        CellFacts.none(),
                                        List.of(
                                                new ClaimVerdict(
                                                        claim,
                                                        verdict,
                                                        holds ? "" : "it does not",
                                                        1,
                                                        List.of(outcome),
                                                        null)),
                                        List.of()))));
        return file;
    }

    private static void evidence(Path result, String name, String content) throws IOException {
        Path file = result.resolveSibling("evidence").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
