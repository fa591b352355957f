package io.rootlesstck.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck matrix}: the cells that there are, for people and for CI. */
@Command(
        name = "matrix",
        description = {
            "Lists the cells of scenarios/matrix.yaml, or of one of its sets.",
            "A cell is run with -Dtck.cell=NAME, a set with -Dtck.matrix=NAME."
        },
        mixinStandardHelpOptions = true)
final class MatrixCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SET",
            description = "Only this set's cells, for example nightly.")
    private @Nullable String set;

    @Option(
            names = "--github",
            description = "As a matrix of GitHub Actions (jobs.<id>.strategy.matrix), in one line.")
    private boolean github;

    MatrixCommand() {
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        Path file = KitFiles.of("scenarios/matrix.yaml");
        List<Cell> cells = cells(file, Matrix.load(file));
        if (github) {
            spec.commandLine().getOut().println(actions(cells));
        } else {
            cells.forEach(cell -> spec.commandLine().getOut().println(cell.id()));
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private List<Cell> cells(Path file, Matrix matrix) {
        if (set == null) {
            return matrix.cells();
        }
        List<Cell> cells = matrix.sets().get(set);
        if (cells == null) {
            throw new UsageException(
                    "%s has no set of cells \"%s\". Known: %s."
                            .formatted(file, set, String.join(", ", matrix.sets().keySet())));
        }
        return cells;
    }

    private static ObjectNode actions(List<Cell> cells) {
        ObjectNode matrix = new JsonMapper().createObjectNode();
        ArrayNode include = matrix.putArray("include");
        for (Cell cell : cells) {
            ObjectNode row = include.addObject().put("cell", cell.id());
            cell.parts().forEach(row::put);
        }
        return matrix;
    }
}
