package io.rootlesstck.report;

import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.junit.ResultSink;
import io.rootlesstck.report.Report.Format;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report in every form at the end of a run, beside {@code result.json}, and appends the
 * summary to the page of the CI job where there is one.
 */
public final class ReportSink implements ResultSink {
    /** Names the file that GitHub, and CI like it, shows on a job's page. */
    static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

    /** Documentation is written when it is asked for. */
    private static final Set<Format> FORMS = EnumSet.complementOf(EnumSet.of(Format.CELLS));

    private final @Nullable String stepSummary;

    /** Appends to the file that the environment names. */
    public ReportSink() {
        this(System.getenv(STEP_SUMMARY));
    }

    ReportSink(@Nullable String stepSummary) {
        this.stepSummary = stepSummary;
    }

    /** One form that cannot be written does not take the others with it. */
    @Override
    public void show(RunResult result, Path output) {
        List<RuntimeException> problems = new ArrayList<>();
        Report report = new Report(result, output, ClaimBook.ofKit(Settings.load()));
        for (Format format : FORMS) {
            attempt(() -> report.write(format, output.resolve(format.fileName())), problems);
        }
        if (stepSummary != null && !stepSummary.isBlank()) {
            attempt(() -> append(result, Path.of(stepSummary)), problems);
        }
        Path page = output.resolve(Format.HTML.fileName());
        if (problems.isEmpty()) {
            System.out.println("Report:   " + ConsoleSink.fromHere(page)); // below the table
        } else {
            RuntimeException first = problems.get(0);
            problems.subList(1, problems.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static void attempt(Runnable step, List<RuntimeException> problems) {
        try {
            step.run();
        } catch (RuntimeException e) {
            problems.add(e);
        }
    }

    private static void append(RunResult result, Path file) {
        try {
            Files.writeString(
                    file,
                    MarkdownSummary.of(result),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw TckException.of("append the summary to " + file)
                    .found(e.toString())
                    .next(
                            "unset %s, or let it name a file that can be written"
                                    .formatted(STEP_SUMMARY))
                    .cause(e)
                    .error();
        }
    }
}
