package io.rootlesstck.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A tree as an image of one layer, in the form that {@code docker load} reads.
 *
 * <p>Not {@code docker import}: docker-java 3.7 sends its request without the stream.
 */
final class TreeArchive {
    private static final String CONFIG = "config.json";
    private static final String LAYER = "layer.tar";

    private final Path tree;
    private final String reference;

    TreeArchive(Path tree, String reference) {
        this.tree = tree;
        this.reference = reference;
    }

    InputStream open(Progress.Step step) throws IOException {
        return Sending.of(out -> write(step, out));
    }

    private void write(Progress.Step step, OutputStream out) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> config =
                Map.of(
                        "architecture",
                        "amd64",
                        "os",
                        "linux",
                        "config",
                        Map.of("Labels", Map.of(NodeImage.LABEL, reference)),
                        "rootfs",
                        Map.of(
                                "type",
                                "layers",
                                "diff_ids",
                                List.of("sha256:" + Hash.ofFile(tree))));
        List<Map<String, Object>> manifest =
                List.of(
                        Map.of(
                                "Config",
                                CONFIG,
                                "RepoTags",
                                List.of(reference),
                                "Layers",
                                List.of(LAYER)));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        put(tar, CONFIG, json.writeValueAsBytes(config));
        put(tar, "manifest.json", json.writeValueAsBytes(manifest));
        long size = Files.size(tree);
        begin(tar, LAYER, size);
        try (InputStream in =
                new CountedStream(Files.newInputStream(tree), n -> step.at(n, size))) {
            in.transferTo(tar);
        }
        tar.closeArchiveEntry();
        tar.finish();
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
            throws IOException {
        begin(tar, name, bytes.length);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void begin(TarArchiveOutputStream tar, String name, long size)
            throws IOException {
        TarArchiveEntry header = new TarArchiveEntry(name);
        header.setSize(size);
        tar.putArchiveEntry(header);
    }
}
