package io.rootlesstck.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef";

    @TempDir Path root;
    private Cache cache;
    private final AtomicInteger builds = new AtomicInteger();

    @BeforeEach
    void open() {
        cache = cacheIn(root);
    }

    private static Cache cacheIn(Path root) {
        Properties properties = new Properties();
        properties.setProperty(Setting.CACHE.key(), root.toString());
        return Cache.of(Settings.of(properties));
    }

    private Path entry() {
        return cache.entry(
                "component",
                "kubelet",
                HASH,
                folder -> {
                    builds.incrementAndGet();
                    Files.writeString(folder.resolve("kubelet"), "binary");
                });
    }

    @Test
    void buildsAnEntryOnce() {
        assertThat(entry()).isEqualTo(entry()).isDirectoryContaining("glob:**/kubelet");
        assertThat(builds).hasValue(1);
    }

    @Test
    void buildsAChangedEntryAgain() throws IOException {
        Path file = entry().resolve("kubelet");
        Files.writeString(file, "bitrot");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(entry().resolve("kubelet")).hasContent("binary");
        assertThat(builds).hasValue(2);
    }

    @Test
    void buildsATruncatedEntryAgain() throws IOException {
        Files.writeString(entry().resolve("kubelet"), "bin");
        assertThat(entry().resolve("kubelet")).hasContent("binary");
    }

    @Test
    void buildsAnEntryWithAMissingOrAnAdditionalFileAgain() throws IOException {
        Files.delete(entry().resolve("kubelet"));
        assertThat(entry().resolve("kubelet")).hasContent("binary");
        Files.writeString(entry().resolve("stray"), "");
        assertThat(entry().resolve("stray")).doesNotExist();
        assertThat(builds).hasValue(3);
    }

    @Test
    void keepsATouchedButUnchangedEntry() throws IOException {
        Path file = entry().resolve("kubelet");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        entry();
        assertThat(builds).hasValue(1);
    }

    @Test
    void leavesNothingOfAFailedBuild() throws IOException {
        assertThatThrownBy(
                        () ->
                                cache.entry(
                                        "component",
                                        "kubelet",
                                        HASH,
                                        folder -> {
                                            Files.writeString(folder.resolve("half"), "");
                                            throw new IOException("No space left on device");
                                        }))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("tck cache prune");
        try (Stream<Path> left = Files.list(root.resolve("component"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void removesWhatAKilledBuildLeft() throws IOException {
        Path stale =
                Files.createDirectories(
                        root.resolve(
                                "component/.building-kubelet-" + HASH.substring(0, 16) + "-1"));
        Files.writeString(stale.resolve("half"), "");
        entry();
        assertThat(stale).doesNotExist();
    }

    @Test
    void buildsOnceForTwoRunsAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Path>> tasks =
                    List.of(this::entry, this::entry, this::entry, this::entry);
            for (Future<Path> done : pool.invokeAll(tasks)) {
                assertThat(done.get().resolve("kubelet")).hasContent("binary");
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(builds).hasValue(1);
    }

    @Test
    void listsAndDeletesEntries() {
        entry();
        assertThat(cache.list())
                .singleElement()
                .extracting(Cache.Entry::kind)
                .isEqualTo("component");
        cache.delete(cache.list().get(0));
        assertThat(cache.list()).isEmpty();
    }

    @Test
    void namesAFolderThatCannotBeUsed() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> cacheIn(file.resolve("cache")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(file.resolve("cache").toString())
                .hasMessageContaining("-Dtck.cache=DIR");
    }
}
