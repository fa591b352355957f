package io.rootlesstck.cli;

import io.rootlesstck.base.Setting;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.WholeFile;
import io.rootlesstck.diff.Baselines;
import io.rootlesstck.diff.DiffHtml;
import io.rootlesstck.diff.DiffJson;
import io.rootlesstck.diff.DiffMarkdown;
import io.rootlesstck.diff.DiffText;
import io.rootlesstck.diff.ResultDiff;
import io.rootlesstck.diff.Side;
import io.rootlesstck.diff.Sides;
import io.rootlesstck.verdict.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck diff}: what changed from a baseline to a result. */
@Command(
        name = "diff",
        description = {
            "Compares a result with a baseline, claim by claim, and says what got worse.",
            "",
            "BASELINE and RESULT are each a result.json, the output folder of a run, a baseline that"
                    + " was saved, or several of these with commas between. A folder of results"
                    + " stands for repeated runs: times are then compared by their medians, with a"
                    + " Mann-Whitney U test; ~ says that the runs tell no difference (p >= 0.05).",
            "",
            "Verdicts are compared whatever the two ran on, and differences of kernel, engine and"
                    + " components are named. Times are compared on one machine and one kit only.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing got worse",
            "1:a claim now fails, is no longer shown, or is gone; or a new one fails",
            "2:wrong arguments, or a file that is no result"
        },
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    /** The forms of the output. */
    enum Format {
        text,
        json,
        markdown,
        html
    }

    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings = new SettingsOption();
    @Mixin private BaselinesOption baselines = new BaselinesOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "BASELINE",
            description = "What to compare with (the baseline \"" + Baselines.DEFAULT_NAME + "\").")
    private String baseline = Baselines.DEFAULT_NAME;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "RESULT",
            description = "What to look at (target/tck/result.json).")
    private @Nullable String result;

    @Option(
            names = "--cell",
            paramLabel = "NAME|OLD=NEW",
            description = {
                "Compare this cell only, or one of the baseline with another one of the result;"
                        + " repeatable. Without it cells are compared by name, and where both have"
                        + " one only, those two."
            })
    private List<String> cells = new ArrayList<>();

    @Option(
            names = "--partial",
            description = "The result is of some suites only: claims that it lacks are not gone.")
    private boolean partial;

    @Option(
            names = "--across-machines",
            description = "Compare times although the machine or the kit is another one.")
    private boolean acrossMachines;

    @Option(
            names = "--times",
            description = "Print times of which nothing can be said (~), too; for --format text.")
    private boolean times;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file, not to the terminal.")
    private @Nullable Path output;

    DiffCommand() {
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        Sides sides = new Sides(baselines.baselines());
        Side before = sides.read(baseline);
        Side after = sides.read(result == null ? resultOfTheLastRun() : result);
        sides.notes().forEach(note -> tell(spec.commandLine().getErr(), note));
        ResultDiff diff =
                ResultDiff.between(
                        before, after, new ResultDiff.Options(cells, partial, acrossMachines));
        String text =
                switch (json ? Format.json : format) {
                    case text -> DiffText.of(diff, times, output == null && isColourful());
                    case json -> DiffJson.of(diff);
                    case markdown -> DiffMarkdown.of(diff);
                    case html -> DiffHtml.of(diff);
                };
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            write(output, text);
            tell(spec.commandLine().getOut(), "Wrote " + output + ".");
        }
        return diff.isWorse() ? Main.FAILED : 0;
    }

    private String resultOfTheLastRun() {
        return Path.of(settings.settings().get(Setting.OUTPUT), ResultFile.NAME).toString();
    }

    private boolean isColourful() {
        return spec.commandLine().getColorScheme().ansi().enabled();
    }

    private static void write(Path file, String text) {
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw TckException.of("write " + file)
                    .found(e.toString())
                    .next("Name another file with -o.")
                    .cause(e)
                    .usage();
        }
    }

    private static void tell(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
