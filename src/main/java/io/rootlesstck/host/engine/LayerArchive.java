package io.rootlesstck.host.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.TckException;
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
    /** What every image of the kit is labelled with; its value is the image's name. */
    public static final String LABEL = "io.rootlesstck.image";

    private static final String CONFIG = "config.json";
    private static final String LAYER = "layer.tar";

    /** Describes the image of a tar file. */
    public static LayerArchive of(String reference, Map<String, String> labels, Path tar) {
        return new LayerArchive(reference, labels, Hash.ofFile(tar), tar.toFile().length());
    }

    /**
     * Loads the image into an engine.
     *
     * @param tar the layer's tar file
     * @return the image's name
     * @throws TckException if the engine refuses
     */
    public String load(DockerClient engine, Path tar, Progress.Step step) {
        try (InputStream layer =
                        new CountedStream(Files.newInputStream(tar), n -> step.at(n, size));
                InputStream sent = Sending.of(out -> write(layer, out))) {
            engine.loadImageCmd(sent).exec();
            return reference;
        } catch (IOException | RuntimeException e) {
            throw TckException.of("load " + tar + " into the engine")
                    .found(String.valueOf(e.getMessage()))
                    .next("Free space on the engine if it is full.")
                    .cause(e)
                    .error();
        }
    }

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
