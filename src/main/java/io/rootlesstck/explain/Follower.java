package io.rootlesstck.explain;

import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads logs as they grow, as {@code tail -F} does: one that is truncated is read from its
 * beginning again, and one that is replaced (rotated) is read to its end before the new one is
 * begun.
 */
public final class Follower implements AutoCloseable {
    /** Where the kernel tells of no change (network filesystems), it is asked for this often. */
    private static final long ASK_MILLIS = 500;

    private final Explainer explainer;
    private final Consumer<String> notes;
    private final List<Followed> logs = new ArrayList<>();
    private final WatchService watch;

    /**
     * Begins with the logs as they are; nothing is read yet.
     *
     * @param notes is told of logs that were truncated or replaced
     */
    public Follower(List<LogInput.Log> files, Explainer explainer, Consumer<String> notes) {
        this.explainer = explainer;
        this.notes = notes;
        try {
            watch = files.get(0).path().getFileSystem().newWatchService();
            Set<Path> folders = new LinkedHashSet<>();
            for (LogInput.Log file : files) {
                logs.add(new Followed(file));
                folders.add(Objects.requireNonNull(file.path().toAbsolutePath().getParent()));
            }
            for (Path folder : folders) {
                folder.register(
                        watch,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY);
            }
        } catch (IOException e) {
            throw TckException.of("follow the logs").found(e.toString()).cause(e).usage();
        }
    }

    /** Reads all that is there now. */
    public void readOn() {
        for (Followed log : logs) {
            try {
                log.readOn();
            } catch (IOException e) {
                throw TckException.of("follow " + log.name).found(e.toString()).cause(e).usage();
            }
        }
    }

    /** Waits until something may have changed, for half a second at the most. */
    public void awaitChange() throws InterruptedException {
        WatchKey key = watch.poll(ASK_MILLIS, TimeUnit.MILLISECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = watch.poll();
        }
    }

    @Override
    public void close() {
        try {
            watch.close();
            for (Followed log : logs) {
                log.close();
            }
        } catch (IOException e) {
            throw TckException.of("close the followed logs").found(e.toString()).cause(e).error();
        }
    }

    /** One name, and the file that it names for now. */
    private final class Followed {
        private final String name;
        private final Path path;
        private final LogScanner scanner;
        private SeekableByteChannel channel;
        private InputStream in;
        private @Nullable Object key;

        Followed(LogInput.Log log) throws IOException {
            this.name = log.name();
            this.path = log.path();
            this.scanner = explainer.open(name);
            this.key = attributes().fileKey();
            this.channel = Files.newByteChannel(path);
            this.in = Channels.newInputStream(channel);
        }

        void readOn() throws IOException {
            scanner.read(in);
            BasicFileAttributes now;
            try {
                now = attributes();
            } catch (NoSuchFileException e) {
                return; // between the old file and the new one; it is asked for again
            }
            if (!Objects.equals(now.fileKey(), key)) {
                scanner.read(in); // what came before it was replaced
                scanner.end();
                channel.close();
                key = now.fileKey();
                channel = Files.newByteChannel(path);
                in = Channels.newInputStream(channel);
                notes.accept(name + " was replaced; going on with the new file.");
                scanner.read(in);
            } else if (now.size() < channel.position()) {
                scanner.end();
                channel.position(0);
                notes.accept(name + " was truncated; going on from its beginning.");
                scanner.read(in);
            }
        }

        void close() throws IOException {
            scanner.end();
            channel.close();
        }

        private BasicFileAttributes attributes() throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class);
        }
    }
}
