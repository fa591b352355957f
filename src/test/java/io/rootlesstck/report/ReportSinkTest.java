package io.rootlesstck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.TckException;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportSinkTest {
    private static final RunResult RESULT =
            Results.of(Results.cell("a", Results.claim(Results.KNOWN, Verdict.HOLDS, "")));

    @TempDir private Path output;

    @Test
    void writesEveryFormOfARun() {
        new ReportSink(null).show(RESULT, output);

        assertThat(output.resolve("report.html")).content().startsWith("<!doctype html>");
        assertThat(output.resolve("report.md")).content().startsWith("## Rootless TCK");
        assertThat(output.resolve("junit.xml")).content().startsWith("<?xml");
        assertThat(output.toFile().list()).hasSize(3);
    }

    @Test
    void appendsToThePageOfTheJob() throws IOException {
        Path summary = Files.writeString(output.resolve("summary"), "before\n");

        new ReportSink(summary.toString()).show(RESULT, output);

        assertThat(summary).content().startsWith("before\n## Rootless TCK: 1 of 1 claims hold");
    }

    @Test
    void aFormThatCannotBeWrittenLeavesTheOthers() throws IOException {
        Files.createDirectories(output.resolve("report.html/in-the-way"));

        assertThatThrownBy(
                        () ->
                                new ReportSink(output.resolve("no/such").toString())
                                        .show(RESULT, output))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("Could not write the report " + output.resolve("report.html"))
                .satisfies(
                        error ->
                                assertThat(error.getSuppressed())
                                        .singleElement()
                                        .satisfies(
                                                other ->
                                                        assertThat(other)
                                                                .hasMessageContaining(
                                                                        "append the summary")));
        assertThat(output.resolve("report.md")).isNotEmptyFile();
        assertThat(output.resolve("junit.xml")).isNotEmptyFile();
    }
}
