package io.rootlesstck.component;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A {@code .tar.gz} of binaries. */
final class ReleaseArchive {
    private ReleaseArchive() {}

    /**
     * Takes members out of an archive; nothing else of it touches the disk.
     *
     * @param members where the archive has each component
     * @param into gets a file by each component's name
     * @throws IOException if the archive is broken or lacks one of them
     */
    static void extract(Path archive, Map<ComponentId, String> members, Path into)
            throws IOException {
        Map<String, ComponentId> wanted = new HashMap<>();
        members.forEach((id, member) -> wanted.put(member, id));
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(
                                new GzipCompressorInputStream(file, /* all members */ true))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null && !wanted.isEmpty();
                    entry = tar.getNextEntry()) {
                ComponentId id = wanted.remove(entry.getName().replaceFirst("^\\./", ""));
                if (id != null && entry.isFile()) {
                    Files.copy(tar, into.resolve(id.id()));
                }
            }
        }
        if (!wanted.isEmpty()) {
            throw new IOException(archive.getFileName() + " does not have " + wanted.keySet());
        }
    }
}
