package io.rootlesstck.image;

import io.rootlesstck.base.Progress;
import io.rootlesstck.host.engine.Sending;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The context of the node image's build: its recipes, and the binaries under {@code bin/}. */
final class BuildContext {
    private static final int EXECUTABLE = 0100755;
    private static final int PLAIN = 0100644;

    private final List<Path> recipes;
    private final Map<String, Path> binaries;
    private final Map<String, Path> more;

    /**
     * Describes a context.
     *
     * @param more further files, by their place in it
     */
    BuildContext(List<Path> recipes, Map<String, Path> binaries, Map<String, Path> more) {
        this.recipes = recipes;
        this.binaries = binaries;
        this.more = more;
    }

    InputStream open(Progress.Step step) throws IOException {
        Map<String, Path> entries = new TreeMap<>();
        for (Path recipe : recipes) {
            for (Path file : NodeImage.files(recipe)) {
                entries.put(recipe.relativize(file).toString().replace('\\', '/'), file);
            }
        }
        binaries.forEach((name, file) -> entries.put("bin/" + name, file));
        entries.putAll(more);
        long total = 0;
        for (Path file : entries.values()) {
            total += Files.size(file);
        }
        long bytes = total;
        return Sending.of(out -> write(entries, bytes, step, out));
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
}
