package io.rootlesstck.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/**
 * The private folder of one run: its sockets, keys, disks and logs.
 *
 * <p>It says who owns it. Every program that the run starts in the background carries the run's
 * mark in its environment, so that {@link Sweep} finds what a killed run left, even when it was
 * killed between starting a program and noting it.
 */
public final class RunDir implements AutoCloseable {
    /** The variable that holds a run's id in the environment of the programs it started. */
    public static final String MARK = "TCK_RUN";

    static final String FOLDER = "runs";
    private static final String OWNER = "owner";
    private static final String KEEP = "keep";

    private final Path path;

    RunDir(Path path) {
        this.path = path;
    }

    /** Makes the folder of a new run in the cache, mode 0700, owned by this process. */
    public static RunDir open(Cache cache) {
        try {
            Path runs = Files.createDirectories(cache.root().resolve(FOLDER));
            // A short name: a socket's path below it may have 107 bytes at most.
            Path path =
                    Files.createTempDirectory(
                            runs,
                            "",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
            // Whole or not there: others look at it meanwhile.
            WholeFile.write(path.resolve(OWNER), identity(ProcessHandle.current()));
            return new RunDir(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a run of this cache is under way, or was told to stay. */
    public static boolean isAlive(Cache cache, String id) {
        Path path = cache.root().resolve(FOLDER).resolve(id);
        RunDir run = new RunDir(path);
        return !id.isEmpty() && Files.isDirectory(path) && (run.owned() || run.kept());
    }

    /** The folder of a run that was kept, as an earlier process left it. */
    public static RunDir at(Path folder) {
        return new RunDir(folder);
    }

    /** The run's id. */
    public String id() {
        return String.valueOf(path.getFileName());
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** A file in the folder; its name is fixed by the kit, never by input. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Lets the run's programs outlive this process, until {@link #release()}. */
    public void keep() {
        write(KEEP, Instant.now().toString());
    }

    /** Takes {@link #keep()} back. */
    public void release() {
        try {
            Files.deleteIfExists(path.resolve(KEEP));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the run was told to stay. */
    public boolean kept() {
        return Files.exists(path.resolve(KEEP));
    }

    /** Whether the process that opened the folder still lives. */
    boolean owned() {
        try {
            Path owner = path.resolve(OWNER);
            if (!Files.exists(owner)) {
                // Being made this very moment, or left by one killed while making it.
                return Files.getLastModifiedTime(path)
                        .toInstant()
                        .isAfter(Instant.now().minusSeconds(60));
            }
            String told = Files.readString(owner).strip();
            Optional<ProcessHandle> process =
                    ProcessHandle.of(Long.parseLong(told.split(" ", 2)[0]));
            return process.isPresent() && identity(process.get()).equals(told);
        } catch (NoSuchFileException e) {
            return true; // its owner deletes it this very moment
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what the run started and deletes the folder. */
    @Override
    public void close() {
        Sweep.end(this);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process and when it began: a number alone may be another process by now. */
    private static String identity(ProcessHandle process) {
        return process.pid()
                + " "
                + process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
