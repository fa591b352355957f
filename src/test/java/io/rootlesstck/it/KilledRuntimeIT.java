package io.rootlesstck.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A runtime that was killed is told as the cause at once, not as a wait that ran out. */
@Execution(ExecutionMode.CONCURRENT)
class KilledRuntimeIT {
    @TempDir private Path folder;

    @Test
    void isTheReasonOfTheVerdict() throws InterruptedException {
        SuiteRun.Ended ended =
                SuiteRun.to(folder)
                        .set("tck.host", "vm")
                        .only(KilledRuntimeSuite.class.getName())
                        .run();

        assertThat(ended.green()).isFalse();
        assertThat(ended.with(Verdict.ERROR))
                .as(ended.toString())
                .containsExactly("kubelet.starts.pod");
        assertThat(ended.reason("kubelet.starts.pod"))
                .contains("containerd of tck-node-1 ended with exit code -1")
                .doesNotContain("Could not wait");
    }
}
