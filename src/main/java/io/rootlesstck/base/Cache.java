package io.rootlesstck.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * What was built once, by the hash of what it was built from.
 *
 * <p>An entry is a folder {@code <kind>/<name>-<hash>}. It is built beside its place and renamed
 * into it, under a lock that other processes respect, so that a killed build leaves no half entry
 * and two runs at once build it once.
 */
public final class Cache {
    /** Fills the folder of a new entry. */
    @FunctionalInterface
    public interface Builder {
        /** Builds into {@code folder}, which exists and is empty. */
        void build(Path folder) throws IOException;
    }

    /** An entry as {@code tck cache list} shows it. Sizes are bytes on the disk. */
    public record Entry(String kind, String name, Path folder, long bytes, Instant lastUsed) {}

    private static final String BUILDING = ".building-";
    private static final String LOCKS = "locks";
    private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final Path root;

    private Cache(Path root) {
        this.root = root;
    }

    /**
     * Opens the cache folder of the settings, making it where it is missing.
     *
     * @throws UsageException if it cannot be made or written
     */
    public static Cache of(Settings settings) {
        Path root = settings.find(Setting.CACHE).map(Path::of).orElseGet(Cache::byDefault);
        try {
            Files.createDirectories(root);
            // Ours alone: it holds keys and sockets of running hosts.
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw TckException.of("use the cache folder " + root)
                    .found(e.toString())
                    .next("Give another one with -D" + Setting.CACHE.key() + "=DIR.")
                    .cause(e)
                    .usage();
        }
        return new Cache(root.toAbsolutePath());
    }

    private static Path byDefault() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base =
                xdg == null || xdg.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(xdg);
        return base.resolve("rootless-tck");
    }

    /** The cache folder. */
    public Path root() {
        return root;
    }

    /**
     * The folder of an entry, built now if it is not there or was damaged.
     *
     * @param kind folder below the root, for example {@code component}
     * @param name what a person calls it
     * @param hash hex digits over everything that the content depends on
     * @throws TckException if it cannot be built
     */
    public Path entry(String kind, String name, String hash, Builder builder) {
        Path place = root.resolve(kind).resolve(name + "-" + hash.substring(0, 16));
        return locked(
                place,
                () -> {
                    if (Files.isDirectory(place)) {
                        Optional<String> damage = Signature.of(place).damage();
                        if (damage.isEmpty()) {
                            Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
                            return place;
                        }
                        Progress.line(
                                "cache: %s is damaged (%s), building it again"
                                        .formatted(place.getFileName(), damage.get()));
                        Trees.delete(place);
                    }
                    build(place, builder);
                    return place;
                });
    }

    /** Whether an entry is there, without looking whether it is sound. */
    public boolean has(String kind, String name, String hash) {
        return Files.isDirectory(root.resolve(kind).resolve(name + "-" + hash.substring(0, 16)));
    }

    private void build(Path place, Builder builder) throws IOException {
        Path kind = Files.createDirectories(parent(place));
        String prefix = BUILDING + place.getFileName();
        try (Stream<Path> left = Files.list(kind)) {
            // We hold this entry's lock, so whoever began these is gone.
            for (Path stale : left.filter(p -> named(p).startsWith(prefix)).toList()) {
                Trees.delete(stale);
            }
        }
        Path folder =
                Files.createDirectory(kind.resolve(prefix + "-" + ProcessHandle.current().pid()));
        boolean done = false;
        try {
            builder.build(folder);
            Signature.of(folder).write();
            Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        } finally {
            if (!done) {
                Trees.delete(folder);
            }
        }
    }

    /** All finished entries, oldest use first. */
    public List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> kinds = Files.list(root)) {
            for (Path kind : kinds.filter(Files::isDirectory).sorted().toList()) {
                try (Stream<Path> folders = Files.list(kind)) {
                    for (Path folder : folders.filter(f -> Signature.of(f).written()).toList()) {
                        entries.add(
                                new Entry(
                                        named(kind),
                                        named(folder),
                                        folder,
                                        Trees.bytesOnDisk(folder),
                                        Files.getLastModifiedTime(folder).toInstant()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entries.sort((a, b) -> a.lastUsed().compareTo(b.lastUsed()));
        return entries;
    }

    /** Deletes an entry, waiting for a run that is building it. */
    public void delete(Entry entry) {
        locked(
                entry.folder(),
                () -> {
                    Trees.delete(entry.folder());
                    return entry;
                });
    }

    private interface Locked<T> {
        T run() throws IOException;
    }

    private <T> T locked(Path place, Locked<T> work) {
        ReentrantLock here = HERE.computeIfAbsent(place, p -> new ReentrantLock());
        here.lock();
        try {
            Path file =
                    Files.createDirectories(root.resolve(LOCKS))
                            .resolve(named(parent(place)) + "-" + place.getFileName() + ".lock");
            try (FileChannel channel =
                            FileChannel.open(
                                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, place)) {
                return work.run();
            }
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            throw TckException.of("build the cache entry " + place)
                    .found(why)
                    .next(
                            why.contains("No space left")
                                    ? "Free space there, run `./tck cache prune`, or give another"
                                            + " folder with -D"
                                            + Setting.CACHE.key()
                                            + "=DIR."
                                    : "Mend the cause and run again; nothing half-built is kept.")
                    .cause(e)
                    .error();
        } finally {
            here.unlock();
        }
    }

    private static FileLock lock(FileChannel channel, Path place) throws IOException {
        FileLock free = channel.tryLock();
        if (free != null) {
            return free;
        }
        Progress.line("cache: another run is building " + place.getFileName() + ", waiting for it");
        return channel.lock();
    }

    private static Path parent(Path place) {
        Path parent = place.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("no entry of a cache: " + place);
        }
        return parent;
    }

    private static String named(Path path) {
        return String.valueOf(path.getFileName());
    }
}
