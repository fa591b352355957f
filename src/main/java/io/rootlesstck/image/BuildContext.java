package io.rootlesstck.image;

import io.rootlesstck.base.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A build context as a tar stream, made while it is sent: it is larger than one wants in memory. */
final class BuildContext {
    private static final int EXECUTABLE = 0100755;
    private static final int PLAIN = 0100644;

    private final Path recipe;
    private final Map<String, Path> binaries;

    BuildContext(Path recipe, Map<String, Path> binaries) {
        this.recipe = recipe;
        this.binaries = binaries;
    }

    /** Starts to send; the stream's reader sees what went wrong on the sending side. */
    InputStream open(Progress.Step step) throws IOException {
        Map<String, Path> entries = new TreeMap<>();
        for (Path file : NodeImage.files(recipe)) {
            entries.put(recipe.relativize(file).toString().replace('\\', '/'), file);
        }
        binaries.forEach((name, file) -> entries.put("bin/" + name, file));
        long total = 0;
        for (Path file : entries.values()) {
            total += Files.size(file);
        }
        return new Sent(entries, total, step);
    }

    private static final class Sent extends PipedInputStream {
        private final AtomicReference<IOException> failure = new AtomicReference<>();

        Sent(Map<String, Path> entries, long total, Progress.Step step) throws IOException {
            super(1 << 16);
            PipedOutputStream out = new PipedOutputStream(this);
            Thread sender =
                    new Thread(
                            () -> {
                                try (out) {
                                    write(entries, total, step, out);
                                } catch (IOException e) {
                                    failure.set(e);
                                }
                            },
                            "build-context");
            sender.setDaemon(true);
            sender.start();
        }

        private static void write(
                Map<String, Path> entries, long total, Progress.Step step, OutputStream out)
                throws IOException {
            TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            long done = 0;
            for (Map.Entry<String, Path> entry : entries.entrySet()) {
                Path file = entry.getValue();
                TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
                header.setSize(Files.size(file));
                header.setMode(Files.isExecutable(file) ? EXECUTABLE : PLAIN);
                tar.putArchiveEntry(header);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
                done += header.getSize();
                step.at(done, total);
            }
            tar.finish();
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            IOException failed = failure.get();
            if (n < 0 && failed != null) {
                throw failed;
            }
            return n;
        }
    }
}
