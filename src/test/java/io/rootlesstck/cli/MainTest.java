package io.rootlesstck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef";

    @TempDir private Path cache;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysThatThereIsNoVm() {
        assertThat(run("host", "status")).isEqualTo(Main.FAILED);
        assertThat(out).hasToString("The VM is down.\n");
    }

    @Test
    void endingNoVmIsNoError() {
        assertThat(run("host", "down")).isZero();
        assertThat(out).hasToString("There was no VM to end.\n");
    }

    @Test
    void saysHowToGetAVmToEnter() {
        assertThat(run("host", "ssh", "--", "docker", "ps")).isEqualTo(Main.FAILED);
        assertThat(err.toString())
                .contains("Could not enter the VM.", "It is down.", "tck host up");
    }

    @Test
    void listsWhatIsCached() throws IOException {
        entry("first", 3);
        entry("second", 30);

        assertThat(run("cache", "list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains("30 d", "component/second-0123456789abcdef"),
                        line ->
                                assertThat(line)
                                        .contains("3 d", "component/first-0123456789abcdef"),
                        line ->
                                assertThat(line)
                                        .startsWith("2 entries, ")
                                        .endsWith(" in " + cache));
    }

    @Test
    void removesWhatWasNotUsedForLong() throws IOException {
        Path young = entry("first", 3);
        Path old = entry("second", 30);

        assertThat(run("cache", "prune")).isZero();

        assertThat(young).exists();
        assertThat(old).doesNotExist();
        assertThat(out.toString()).contains("removed ", "component/second-", "freed ");
    }

    @Test
    void removesEverythingForZeroDays() throws IOException {
        Path young = entry("first", 0);

        assertThat(run("cache", "prune", "--days", "0")).isZero();

        assertThat(young).doesNotExist();
    }

    @Test
    void refusesAnUnknownSettingAndNamesTheNearest() {
        assertThat(run("host", "status", "-Dtck.cahce=/x")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("-Dtck.cahce", "Did you mean -Dtck.cache?");
    }

    @Test
    void refusesNegativeDays() {
        assertThat(run("cache", "prune", "--days", "-1")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("--days -1: must be 0 or more.");
    }

    @Test
    void refusesAnEngineThatIsNone() {
        assertThat(run("host", "up", "-Dtck.engine=lxc")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("-Dtck.engine=lxc: must be docker or podman");
    }

    @Test
    void makesTheLedgerSayWhatAResultSays() throws IOException {
        Path ledger = cache.resolve("ledger.yaml");
        Files.writeString(ledger, "# Mine.\nexpected: []\n");
        Path result = cache.resolve("result.json");
        ResultFile.write(
                result,
                new RunResult(
                        RunResult.SCHEMA,
                        "0.1.0",
                        Instant.EPOCH,
                        1,
                        List.of(
                                new CellResult(
                                        "docker-containerd-runc-v1.37.2",
                                        new TreeMap<>(),
                                        CellFacts.none(),
                                        List.of(
                                                new ClaimVerdict(
                                                        "kubelet.gate.alpha",
                                                        Verdict.DRIFTED,
                                                        "beta",
                                                        1,
                                                        List.of(),
                                                        null)),
                                        List.of()))));
        String[] update = {
            "ledger", "update", "-Dtck.ledger=" + ledger, "--result", result.toString()
        };

        assertThat(run(update)).isZero();
        assertThat(out.toString())
                .contains("added kubelet.gate.alpha in docker-containerd-runc-v1.37.2: DRIFTED")
                .contains("Wrote " + ledger);
        assertThat(ledger).content().startsWith("# Mine.\nexpected:\n  - claim: ");

        assertThat(run(update)).isZero();
        assertThat(out.toString()).endsWith(ledger + " is as the result says.\n");
    }

    @Test
    void updatesNoLedgerWithoutAResult() {
        assertThat(run("ledger", "update", "--result", "/nowhere.json")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("/nowhere.json: cannot be read");
    }

    @ParameterizedTest
    @CsvSource({"2048, 2 KiB", "5242880, 5 MiB", "1610612736, 1.5 GiB"})
    void writesSizesForAPerson(long bytes, String text) {
        assertThat(CacheCommand.size(bytes)).isEqualTo(text);
    }

    private int run(String... arguments) {
        CommandLine command =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        // Options may follow a subcommand anywhere before a "--".
        String[] all =
                Stream.concat(
                                Arrays.stream(arguments).limit(2),
                                Stream.concat(
                                        Stream.of("-Dtck.cache=" + cache),
                                        Arrays.stream(arguments).skip(2)))
                        .toArray(String[]::new);
        return command.execute(all);
    }

    private Path entry(String name, int daysAgo) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("tck.cache", cache.toString());
        Path entry =
                Cache.of(Settings.of(properties))
                        .entry(
                                "component",
                                name,
                                HASH,
                                folder -> Files.writeString(folder.resolve("f"), name));
        Files.setLastModifiedTime(
                entry,
                FileTime.from(Instant.now().minus(Duration.ofDays(daysAgo)).minusSeconds(60)));
        return entry;
    }
}
