package io.rootlesstck.cli;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.diff.DiffText;
import io.rootlesstck.diff.ResultDiff;
import io.rootlesstck.diff.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck regress}: what an upgrade from one cell to another breaks or mends. */
@Command(
        name = "regress",
        description = {
            "Runs the suites before and after an upgrade, and compares the two: the same claims in a"
                    + " cell with the old version and in a cell with the new one.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing got worse",
            "1:a claim that held now fails, or is no longer shown; or a run left no result",
            "2:wrong arguments"
        },
        mixinStandardHelpOptions = true)
final class RegressCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings = new SettingsOption();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "CELL",
            description = "The cell before the upgrade.")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "CELL",
            description = "The cell after it.")
    private String to = "";

    @Parameters(
            paramLabel = "SUITE",
            arity = "0..*",
            description = "Only these suites, for example LocalVolumes.")
    private List<String> suites = new ArrayList<>();

    RegressCommand() {
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        Settings all = settings.settings().with(Setting.CELL, from + "," + to);
        Matrix matrix = Matrix.load(KitFiles.of("scenarios/matrix.yaml"));
        List<Cell> cells = matrix.select(all);
        if (all.find(Setting.UPGRADE_FROM).isEmpty()) {
            all = all.with(Setting.UPGRADE_FROM, cells.get(0).runtime());
        }
        CellRuns.Ended ended = new CellRuns(all, suites).run(cells);
        ResultDiff diff =
                ResultDiff.between(
                        Side.of(from, ended.result()),
                        Side.of(to, ended.result()),
                        new ResultDiff.Options(List.of(from + "=" + to), false, false));
        boolean colour = spec.commandLine().getColorScheme().ansi().enabled();
        spec.commandLine().getOut().print(DiffText.of(diff, false, colour));
        spec.commandLine().getOut().flush();
        return diff.isWorse() ? Main.FAILED : 0;
    }
}
