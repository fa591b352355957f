package io.rootlesstck.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecTest {
    @Test
    void tellsOutputAndErrorsApart(@TempDir Path folder) {
        Path log = folder.resolve("logs/run.log");
        Exec.Result result = Exec.of("sh", "-c", "echo out; echo err >&2; exit 3").log(log).run();
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("out\n");
        assertThat(result.err()).isEqualTo("err\n");
        assertThat(log).content().contains("out", "err");
    }

    @Test
    void handsOverInputEnvironmentAndLines() {
        List<String> lines = new ArrayList<>();
        Exec.Result result =
                Exec.of("sh", "-c", "cat; echo $NAME")
                        .input("in\n")
                        .with("NAME", "value")
                        .lines(lines::add)
                        .run();
        assertThat(result.out()).isEqualTo("in\nvalue\n");
        assertThat(lines).containsExactly("in", "value");
    }

    @Test
    void saysWhatWasTriedAndFound() {
        assertThatThrownBy(() -> Exec.of("sh", "-c", "echo why >&2; exit 1").run().orThrow("do it"))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("Could not do it.")
                .hasMessageContaining("exited with 1")
                .hasMessageContaining("why");
    }

    @Test
    void namesAProgramThatIsMissing() {
        assertThatThrownBy(() -> Exec.of("no-such-program-here").run())
                .isInstanceOf(TckException.class)
                .hasMessageContaining("no-such-program-here")
                .hasMessageContaining("on the PATH");
    }

    @Test
    void killsTheWholeTreeWhenTimeIsOver() {
        String mark = "31536" + ProcessHandle.current().pid();
        assertThatThrownBy(
                        () ->
                                Exec.of("sh", "-c", "sleep " + mark + " & echo started; wait")
                                        .within(Duration.ofMillis(700))
                                        .run())
                .hasMessageContaining("was killed")
                .hasMessageContaining("started");
        // The kernel takes a killed process away in its own time.
        await("the processes to be gone")
                .untilAsserted(
                        () ->
                                assertThat(
                                                ProcessHandle.allProcesses()
                                                        .filter(
                                                                p ->
                                                                        p.info()
                                                                                .commandLine()
                                                                                .orElse("")
                                                                                .contains(mark)))
                                        .isEmpty());
    }
}
