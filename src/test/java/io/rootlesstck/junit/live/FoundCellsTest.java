package io.rootlesstck.junit.live;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.junit.NotRun;
import org.junit.jupiter.api.Test;

class FoundCellsTest {
    @Test
    void aCellOfTwoHostsIsNotRunWhereNoSecondCanBeMade() {
        assertThatThrownBy(() -> FoundCells.requireHosts(cell(Cell.USERNETES), new ApiHost()))
                .isInstanceOf(NotRun.class)
                .hasMessageContaining(
                        "the cell is one of two hosts: the kit makes a second one only beside its"
                                + " own embedded VM (try -Dtck.host=vm)");
    }

    @Test
    void aCellOfOneHostIs() {
        assertThatCode(() -> FoundCells.requireHosts(cell(Cell.KIND), new ApiHost()))
                .doesNotThrowAnyException();
    }

    private static Cell cell(String flavour) {
        return new Cell(
                "docker",
                flavour,
                "containerd",
                "runc",
                KubernetesVersion.parse("v1.37.2"),
                "bridge",
                "iptables");
    }
}
