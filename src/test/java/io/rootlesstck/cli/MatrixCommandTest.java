package io.rootlesstck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.document.Document;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MatrixCommandTest {
    private final Matrix kit = Matrix.load(Path.of("scenarios/matrix.yaml"));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsAllCells() {
        assertThat(run("matrix")).isZero();
        assertThat(out.toString().lines())
                .containsExactlyElementsOf(kit.cells().stream().map(Cell::id).toList());
    }

    @Test
    void givesGitHubActionsARowForEachCellOfASet() throws Exception {
        assertThat(run("matrix", "--github", "nightly")).isZero();

        assertThat(out.toString().strip().lines()).hasSize(1);
        JsonNode rows = new JsonMapper().readTree(out.toString()).path("include");
        List<Cell> cells = Objects.requireNonNull(kit.sets().get("nightly"));
        assertThat(rows).hasSameSizeAs(cells);
        assertThat(rows.path(1).path("cell").textValue()).isEqualTo(cells.get(1).id());
        assertThat(rows.path(1).path("engine").textValue()).isEqualTo("podman");
    }

    @Test
    void anUnknownSetIsToldWithTheKnownOnes() {
        assertThat(run("matrix", "weekly")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("no set of cells \"weekly\". Known: nightly.");
    }

    /** The nightly workflow names a set that there is: nothing else in it speaks of cells. */
    @Test
    void theNightlyWorkflowTakesItsCellsFromTheMatrix() {
        JsonNode workflow = Document.yaml(Path.of(".github/workflows/nightly.yml")).root();
        JsonNode set = workflow.at("/on/workflow_dispatch/inputs/set/default");
        assertThat(kit.sets()).containsKey(set.textValue());
        assertThat(workflow.at("/jobs/cell/strategy/matrix").textValue())
                .isEqualTo("${{ fromJSON(needs.cells.outputs.matrix) }}");
        assertThat(workflow.toString()).doesNotContain(kit.cells().get(0).kubernetes().toString());
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
