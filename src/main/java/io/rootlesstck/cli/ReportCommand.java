package io.rootlesstck.cli;

import static io.rootlesstck.report.VerdictPages.PAGE;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.report.ClaimBook;
import io.rootlesstck.report.Report;
import io.rootlesstck.report.Report.Format;
import io.rootlesstck.report.VerdictPages;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck report}: the report of a result, again or in another form. */
@Command(
        name = "report",
        description = {
            "Writes the report of a result, as each run does at its end.",
            "Evidence is taken from the folder \"evidence\" beside the result, where it is there."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the report was written, whatever the verdicts are",
            "1:it could not be written",
            "2:wrong arguments, or a file that is no result"
        })
final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private SettingsOption settings;

    @Parameters(
            arity = "0..1",
            paramLabel = "RESULT",
            defaultValue = "target/tck/result.json",
            description = "The result of a run (${DEFAULT-VALUE}).")
    private Path result;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "The file to write; by default report.html, report.md, cells.md or junit.xml beside the result.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "html",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--readme",
            paramLabel = "FILE",
            description = {
                "Instead, writes the table of verdicts between the markers of FILE, and every claim"
                        + " with its verdict into docs/verdicts.md beside it; of the default cell.",
            })
    private @Nullable Path readme;

    ReportCommand() {
        this.spec = CommandSpec.create();
        this.settings = new SettingsOption();
        this.result = Path.of("target/tck/result.json");
        this.format = Format.HTML;
    }

    @Override
    public Integer call() {
        RunResult read = ResultFile.read(result);
        PrintWriter printer = spec.commandLine().getOut();
        if (readme != null) {
            writeVerdicts(read, readme, printer);
            return 0;
        }
        Path folder = result.toAbsolutePath().normalize().getParent();
        Path output = folder == null ? Path.of("/") : folder;
        Path file = out == null ? result.resolveSibling(format.fileName()) : out;
        new Report(read, output, ClaimBook.ofKit(settings.settings())).write(format, file);
        printer.println("Wrote " + file);
        printer.flush();
        return 0;
    }

    private static void writeVerdicts(RunResult read, Path readme, PrintWriter printer) {
        Path home = KitFiles.of("scenarios");
        Cell cell =
                Matrix.load(home.resolve("matrix.yaml"))
                        .select(Settings.of(new Properties()))
                        .get(0);
        new VerdictPages(read, Claims.load(home.resolve("claims.yaml")).all(), cell).write(readme);
        printer.println("Wrote %s and %s".formatted(readme, readme.resolveSibling(PAGE)));
        printer.flush();
    }
}
