package io.rootlesstck.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    @TempDir Path root;
    private Cache cache;

    @BeforeEach
    void open() {
        Properties properties = new Properties();
        properties.setProperty(Setting.CACHE.key(), root.toString());
        cache = Cache.of(Settings.of(properties));
    }

    private static Process sleeper(String run) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "600");
        builder.environment().put(RunDir.MARK, run);
        return builder.start();
    }

    @Test
    void endsWhatARunStartedWhenItCloses() throws Exception {
        RunDir run = RunDir.open(cache);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
                .isEqualTo("rwx------");
        Process process = sleeper(run.id());
        run.close();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(run.path()).doesNotExist();
    }

    @Test
    void sweepsOnlyRunsWhoseOwnerIsDead() throws Exception {
        RunDir mine = RunDir.open(cache);
        Process kept = sleeper(mine.id());
        RunDir dead = RunDir.open(cache);
        // The number of a living process, but not the time at which it began.
        Files.writeString(dead.path().resolve("owner"), kept.pid() + " 2001-01-01T00:00:00Z");
        Process left = sleeper(dead.id());

        assertThat(Sweep.run(cache)).containsExactly(dead.id());

        assertThat(left.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(dead.path()).doesNotExist();
        assertThat(kept.isAlive()).isTrue();
        mine.close();
    }

    @Test
    void leavesRunsThatBeginAndEndMeanwhile() throws Exception {
        CompletableFuture<Void> others =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 200; i++) {
                                RunDir.open(cache).close();
                            }
                        });

        while (!others.isDone()) {
            assertThat(Sweep.run(cache)).isEmpty();
        }

        others.get();
    }

    @Test
    void leavesARunThatWasToldToStay() throws Exception {
        RunDir run = RunDir.open(cache);
        Files.writeString(run.path().resolve("owner"), "1 2001-01-01T00:00:00Z");
        run.keep();
        assertThat(Sweep.run(cache)).isEmpty();
        run.release();
        assertThat(Sweep.run(cache)).containsExactly(run.id());
    }

    @Test
    void endsNoProcessThatOnlyHasASimilarMark() throws Exception {
        RunDir run = RunDir.open(cache);
        Process other = sleeper(run.id() + "0");
        run.close();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }
}
