package io.rootlesstck.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** That a server is down is no refusal: the claims that need it are not held for shown. */
@Execution(ExecutionMode.CONCURRENT)
class StoppedServerIT {
    @TempDir private Path folder;

    @Test
    void doesNotCountAsRefusal() throws InterruptedException {
        SuiteRun.Ended ended =
                SuiteRun.to(folder)
                        .set("tck.host", "vm")
                        .only(StoppedServerSuite.class.getName())
                        .run();

        assertThat(ended.green()).isFalse();
        assertThat(ended.with(Verdict.HOLDS))
                .as(ended.toString())
                .containsExactly("volumes.refused.iscsi");
        // The kernel refuses version 4 all the same: that no server is there shows at the host
        // alone.
        assertThat(ended.with(Verdict.ERROR)).containsExactly("volumes.refused.nfs-v4");
        assertThat(ended.reason("volumes.refused.nfs-v4"))
                .contains("Root of the host cannot use it either: SERVER_UNREACHABLE");
        // Of version 3 a control needs the server as well, and no longer fails as stated.
        assertThat(ended.with(Verdict.BROKEN)).containsExactly("volumes.refused.nfs-v3");
        assertThat(ended.reason("volumes.refused.nfs-v3")).contains("SERVER_UNREACHABLE");
    }
}
