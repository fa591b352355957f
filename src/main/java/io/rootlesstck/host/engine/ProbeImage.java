package io.rootlesstck.host.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.base.Hash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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

    /**
     * An image of one layer in the form that {@code docker load} reads. Not {@code docker import}:
     * docker-java 3.7 sends its request without the stream.
     */
    static byte[] archive(String reference, byte[] program) throws IOException {
        ObjectMapper json = new ObjectMapper();
        byte[] layer = tar(Map.of(PROGRAM.substring(1), program));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "config.json",
                json.writeValueAsBytes(
                        Map.of(
                                "architecture",
                                "amd64",
                                "os",
                                "linux",
                                "config",
                                Map.of(),
                                "rootfs",
                                Map.of(
                                        "type",
                                        "layers",
                                        "diff_ids",
                                        List.of("sha256:" + Hash.ofBytes(layer))))));
        files.put("layer.tar", layer);
        files.put(
                "manifest.json",
                json.writeValueAsBytes(
                        List.of(
                                Map.of(
                                        "Config",
                                        "config.json",
                                        "RepoTags",
                                        List.of(reference),
                                        "Layers",
                                        List.of("layer.tar")))));
        return tar(files);
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setMode(EXECUTABLE);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
