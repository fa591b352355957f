package io.rootlesstck.host.container;

import io.rootlesstck.host.debian.HostTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * What is laid over the file system of the embedded VM to make a host container of it: a few units
 * of systemd, the units that must not run there, and the keys of one run.
 */
final class ContainerFiles {
    private static final String UNITS = "etc/systemd/system/";
    private static final String NOTHING = "/dev/null";
    private static final String KEYS = "etc/tck/";
    private static final int READABLE = 0644;
    private static final int PRIVATE = 0600;

    private final Path folder;

    /** Takes the files of {@code images/host/container}. */
    ContainerFiles(HostTree tree) {
        this.folder = tree.folder().resolve("container");
    }

    /** The units that are not to run. */
    List<String> masked() {
        return HostTree.lines(folder.resolve("masked-units"));
    }

    /**
     * All of it as a tar file that is unpacked at the root.
     *
     * @param keys folder with the keys
     */
    byte[] tar(Path keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            Path rootfs = folder.resolve("rootfs");
            for (Path file : files(rootfs)) {
                put(tar, rootfs.relativize(file).toString(), file, READABLE);
            }
            for (String unit : masked()) {
                TarArchiveEntry link = new TarArchiveEntry(UNITS + unit, TarConstants.LF_SYMLINK);
                link.setLinkName(NOTHING);
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
            for (Path key : files(keys)) {
                put(tar, KEYS + key.getFileName(), key, PRIVATE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, Path file, int mode)
            throws IOException {
        byte[] content = Files.readAllBytes(file);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
