package io.rootlesstck.cli;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    RunCommand() {
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        Settings all = settings.settings();
        List<Cell> cells = Matrix.load(KitFiles.of("scenarios/matrix.yaml")).select(all);
        CellRuns.Ended ended = new CellRuns(all, suites).run(cells);
        return ended.green() ? 0 : Main.FAILED;
    }
}
