package io.rootlesstck.cli;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.diff.NotShown;
import io.rootlesstck.diff.Source;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck run}: the suites in several cells. */
@Command(
        name = "run",
        description = {
            "Runs the suites in cells, each in a process of its own, and joins their results in"
                    + " target/tck: -Dtck.matrix=SET, -Dtck.cell=NAME,NAME, or by parts.",
            "Two run side by side where -Dtck.hosts allows it; `mvn test` runs one cell.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every run was green", "1:one was red, or failed", "2:wrong arguments"},
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings = new SettingsOption();

    @Parameters(
            paramLabel = "SUITE",
            arity = "0..*",
            description = "Only these suites, for example KubeletStarts.")
    private List<String> suites = new ArrayList<>();

    @Option(
            names = "--again",
            description = {
                "Run only the suites of the last result (target/tck) in which a test failed, went"
                        + " wrong or was not run, each in its cell, and join them with it.",
                "A failure stays: that a test fails only at times is worth knowing."
            })
    private boolean again;

    RunCommand() {
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        Settings all = settings.settings();
        Matrix matrix = Matrix.load(KitFiles.of("scenarios/matrix.yaml"));
        return again ? again(all, matrix) : run(new CellRuns(all, suites), matrix.select(all));
    }

    private int again(Settings all, Matrix matrix) {
        if (!suites.isEmpty()) {
            throw new UsageException("--again takes the suites from the last result: name none.");
        }
        List<Source> last = Source.read(Path.of(all.get(Setting.OUTPUT), ResultFile.NAME));
        Map<String, SortedSet<String>> left = NotShown.suites(last.get(0).result());
        if (left.isEmpty()) {
            Progress.line("again: every test of the last result was shown; nothing is run");
            return 0;
        }
        Settings cells = all.with(Setting.CELL, String.join(",", left.keySet()));
        return run(CellRuns.again(cells, last, left), matrix.select(cells));
    }

    private static int run(CellRuns runs, List<Cell> cells) {
        CellRuns.Ended ended = runs.run(cells);
        // A failure of an earlier run stays, though the suite may be green now.
        return ended.green() && !hasUnexpectedFailure(ended.result()) ? 0 : Main.FAILED;
    }

    private static boolean hasUnexpectedFailure(RunResult result) {
        return result.cells().stream()
                .flatMap(cell -> cell.claims().stream())
                .filter(claim -> claim.verdict() == Verdict.BROKEN)
                .map(ClaimVerdict::ledger)
                .anyMatch(note -> note == null || note.match() != LedgerNote.Match.EXPECTED);
    }
}
