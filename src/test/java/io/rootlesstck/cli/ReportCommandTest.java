package io.rootlesstck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "html, report.html, <!doctype",
        "Markdown, report.md, ##",
        "cells, cells.md, #",
        "JUNIT, junit.xml, <?xml"
    })
    void writesAFormBesideTheResult(String form, String file, String start) {
        Path result = result();

        assertThat(run("report", result.toString(), "--format", form)).isZero();

        assertThat(out).hasToString("Wrote %s%n".formatted(folder.resolve(file)));
        assertThat(folder.resolve(file)).content().startsWith(start);
    }

    @Test
    void writesWhereItIsTold() {
        Path page = folder.resolve("new folder/page.html");

        assertThat(run("report", result().toString(), "--out", page.toString())).isZero();

        assertThat(page).content().contains("data-evidence=\"../evidence\"");
    }

    @Test
    void refusesAFormThatIsNone() {
        assertThat(run("report", result().toString(), "--format", "pdf")).isEqualTo(Main.USAGE);
        assertThat(err.toString())
                .contains("--format", "html", "markdown", "cells", "junit", "pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "'{\"schema\": 1, \"cells\": [', is no whole JSON",
        "'{\"schema\": 99}', has the schema version 99",
        "'kind: Pod', is no whole JSON",
        "'[]', is no result of this kit"
    })
    void refusesAFileThatIsNoResult(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), text);

        assertThat(run("report", file.toString())).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains(file + " " + message).doesNotContain("\tat ");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void refusesAFolderAndAFileThatIsNotThere() {
        assertThat(run("report", folder.toString())).isEqualTo(Main.USAGE);
        assertThat(run("report", "/nowhere.json")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("/nowhere.json: cannot be read");
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Files.createDirectories(folder.resolve("report.html/in-the-way"));

        assertThat(run("report", result().toString())).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("Could not write the report", "--out");
    }

    private Path result() {
        Path result = folder.resolve("result.json");
        ResultFile.write(
                result, new RunResult(RunResult.SCHEMA, "0.1.0", Instant.EPOCH, 1, List.of()));
        return result;
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
