package io.rootlesstck.diff;

import static io.rootlesstck.diff.Results.STARTED;
import static io.rootlesstck.diff.Results.at;
import static io.rootlesstck.diff.Results.cell;
import static io.rootlesstck.diff.Results.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {
    private static final RunResult FIRST = at(STARTED, cell(claim("a", Verdict.HOLDS)));
    private static final RunResult SECOND =
            at(STARTED.plusSeconds(9), cell(claim("a", Verdict.HOLDS)));

    @TempDir private Path dir;
    private Baselines baselines;
    private Sides sides;

    @BeforeEach
    void open() {
        baselines = new Baselines(dir.resolve("baselines"));
        sides = new Sides(baselines);
    }

    @Test
    void keepsRunsByWhenTheyBegan() {
        assertThat(baselines.save("main", List.of(SECOND, FIRST), false)).isEqualTo(2);

        assertThat(baselines.find("main").orElseThrow().files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("2026-11-24T08-40-45.577Z.json", "2026-11-24T08-40-54.577Z.json");
        assertThat(baselines.read("main"))
                .extracting(Source::result)
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void replacesOrAdds() {
        baselines.save("main", List.of(FIRST), false);

        assertThat(baselines.save("main", List.of(SECOND), true)).isEqualTo(2);
        assertThat(baselines.save("main", List.of(SECOND), true)).as("the same again").isEqualTo(2);
        assertThat(baselines.save("main", List.of(SECOND), false)).isEqualTo(1);
        assertThat(baselines.read("main")).extracting(Source::result).containsExactly(SECOND);
    }

    @Test
    void keepsRunsThatBeganAtOnce() {
        RunResult twin = at(STARTED, cell(claim("a", Verdict.BROKEN)));

        assertThat(baselines.save("main", List.of(FIRST, twin), false)).isEqualTo(2);
        assertThat(baselines.read("main")).hasSize(2);
    }

    @Test
    void leavesNothingElseInItsFolder() throws IOException {
        baselines.save("main", List.of(FIRST), false);
        baselines.save("main", List.of(SECOND), false);

        try (Stream<Path> files = Files.list(baselines.folder())) {
            assertThat(files).containsExactly(baselines.folder().resolve("main"));
        }
    }

    @Test
    void findsWhatAKilledSaveHadSetAside() throws IOException {
        baselines.save("main", List.of(FIRST), false);
        Files.move(baselines.folder().resolve("main"), baselines.folder().resolve(".old-main"));
        Files.createDirectory(baselines.folder().resolve(".stage-1"));

        assertThat(baselines.list()).extracting(Baselines.Saved::name).containsExactly("main");
        assertThat(baselines.read("main")).extracting(Source::result).containsExactly(FIRST);
        baselines.save("main", List.of(SECOND), true);
        assertThat(baselines.read("main"))
                .extracting(Source::result)
                .containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "../x", "/etc/x", "a/b", "a\\b", "-x", "a b", "ä", "x.json", "a\nb",
                "a\0b"
            })
    void refusesANameThatIsNone(String name) {
        assertThatThrownBy(() -> baselines.save(name, List.of(FIRST), false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("can be no name of a baseline");
        assertThat(baselines.folder()).doesNotExist();
    }

    @Test
    void aSideIsABaselineAFileAFolderOrSeveral() throws IOException {
        baselines.save("main", List.of(FIRST), false);
        Path file = dir.resolve("second.json");
        ResultFile.write(file, SECOND);
        Path folder = dir.resolve("runs");
        ResultFile.write(folder.resolve("1/result.json"), FIRST);
        ResultFile.write(folder.resolve("2/result.json"), SECOND);

        assertThat(sides.read("main").runs()).containsExactly(FIRST);
        assertThat(sides.read(file.toString()).runs()).containsExactly(SECOND);
        assertThat(sides.read(folder.toString()).runs()).containsExactly(FIRST, SECOND);
        assertThat(sides.read(folder.resolve("1").toString()).runs()).containsExactly(FIRST);
        assertThat(sides.read("main," + file).runs()).containsExactly(FIRST, SECOND);
        assertThat(sides.notes()).isEmpty();
    }

    @Test
    void aRunCountsOnce() {
        baselines.save("main", List.of(FIRST), false);

        assertThat(sides.read("main,main").runs()).containsExactly(FIRST);
        assertThat(sides.notes()).singleElement().asString().endsWith("it counts once.");
    }

    @Test
    void saysWhatIsThereWhereANameIsNot() {
        baselines.save("main", List.of(FIRST), false);

        assertThatThrownBy(() -> sides.read("mian"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Could not find \"mian\".")
                .hasMessageContaining("(it has: main)")
                .hasMessageContaining("tck baseline save");
        assertThatThrownBy(() -> sides.read("../no-such-run")).hasMessageContaining("no such file");
        assertThatThrownBy(() -> sides.read("a\0b")).hasMessageContaining("can be no path");
        assertThatThrownBy(() -> sides.read("main,,")).hasMessageContaining("An empty name");
    }

    @Test
    void saysThatAFolderHasNoResult() throws IOException {
        Files.createDirectories(dir.resolve("empty/sub"));

        assertThatThrownBy(() -> sides.read(dir.resolve("empty").toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("It has no result.json, no *.json");
    }
}
