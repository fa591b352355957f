package io.rootlesstck.host.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image of one layer in the form that {@code docker load} reads.
 *
 * <p>Not {@code docker import}: docker-java 3.7 sends its request without the stream.
 *
 * @param reference the image's name
 * @param labels the image's labels
 * @param sha256 of the layer's tar file, in hex
 * @param size of the layer's tar file, in bytes
 */
public record LayerArchive(String reference, Map<String, String> labels, String sha256, long size) {
    private static final String CONFIG = "config.json";
    private static final String LAYER = "layer.tar";

    /** Writes the archive; the layer's tar file is read from a stream. */
    public void write(InputStream layer, OutputStream out) throws IOException {
        ObjectMapper json = new ObjectMapper();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        put(tar, CONFIG, json.writeValueAsBytes(config()));
        put(tar, "manifest.json", json.writeValueAsBytes(List.of(manifest())));
        begin(tar, LAYER, size);
        layer.transferTo(tar);
        tar.closeArchiveEntry();
        tar.finish();
    }

    private Map<String, Object> config() {
        return Map.of(
                "architecture",
                "amd64",
                "os",
                "linux",
                "config",
                Map.of("Labels", labels),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of("sha256:" + sha256)));
    }

    private Map<String, Object> manifest() {
        return Map.of("Config", CONFIG, "RepoTags", List.of(reference), "Layers", List.of(LAYER));
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
