package io.rootlesstck.host.engine;

import io.rootlesstck.base.Hash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
     * @param program a statically linked program; the image is named after it
     * @return the image's name
     */
    static String ensure(EngineClient engine, Path program) throws IOException {
        String reference = REPOSITORY + ":" + Hash.ofFile(program).substring(0, 16);
        if (!engine.hasImage(reference)) {
            byte[] archive = archive(reference, Files.readAllBytes(program));
            engine.loadImage(new ByteArrayInputStream(archive));
        }
        return reference;
    }

    /** The image as {@code docker load} reads it. */
    static byte[] archive(String reference, byte[] program) throws IOException {
        byte[] layer = layer(program);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new LayerArchive(reference, Map.of(), Hash.ofBytes(layer), layer.length)
                .write(new ByteArrayInputStream(layer), bytes);
        return bytes.toByteArray();
    }

    private static byte[] layer(byte[] program) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry(PROGRAM.substring(1));
            entry.setSize(program.length);
            entry.setMode(EXECUTABLE);
            tar.putArchiveEntry(entry);
            tar.write(program);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
