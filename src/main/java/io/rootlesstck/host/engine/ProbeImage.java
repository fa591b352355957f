package io.rootlesstck.host.engine;

import io.rootlesstck.base.Hash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image of one program, for engines that reach no registry. */
final class ProbeImage {
    /** The program's path in the image. */
    static final String PROGRAM = "/bin/busybox";

    private static final String REPOSITORY = "localhost/rootless-tck/probe";
    private static final int EXECUTABLE = 0755;

    private ProbeImage() {}

    /**
     * Makes sure that an engine has the image.
     *
     * @param busybox gives the program; asked first, for the image is named after it
     * @return the image's name
     */
    static String ensure(EngineClient engine, Supplier<Path> busybox) throws IOException {
        Path program = busybox.get();
        String tag = Hash.ofFile(program).substring(0, 16);
        String reference = REPOSITORY + ":" + tag;
        if (!engine.hasImage(reference)) {
            engine.importImage(REPOSITORY, tag, new ByteArrayInputStream(tar(program)));
        }
        return reference;
    }

    /** A tar file of the program alone. */
    static byte[] tar(Path program) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry(PROGRAM.substring(1));
            entry.setSize(Files.size(program));
            entry.setMode(EXECUTABLE);
            tar.putArchiveEntry(entry);
            Files.copy(program, tar);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
