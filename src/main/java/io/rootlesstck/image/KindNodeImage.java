package io.rootlesstck.image;

import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An image that kind can make nodes of, and kubeadm as Usernetes uses it, where no registry has
 * kind's own: the kit's node image, with the files that kind's images are made of.
 */
public final class KindNodeImage {
    private static final String KIND = "localhost/rootless-tck/kind-node";
    private static final Path RECIPE = KitFiles.of("images/kind-node");

    private final NodeImage below;
    private final Map<String, Path> files = new TreeMap<>();
    private final Map<String, Path> binaries;

    /**
     * Describes an image; nothing is built yet.
     *
     * @param below the node image that it stands on
     * @param kindFiles folder of what kind's images have, by its place on a node
     * @param network the CNI configuration that nodes start with
     * @param binaries what goes to {@code /usr/local/bin} besides, by name
     */
    public KindNodeImage(
            NodeImage below, Path kindFiles, Path network, Map<String, Path> binaries) {
        this.below = below;
        this.binaries = new TreeMap<>(binaries);
        try (Stream<Path> walk = Files.walk(kindFiles)) {
            walk.filter(Files::isRegularFile)
                    .forEach(
                            file ->
                                    files.put(
                                            "kind/"
                                                    + kindFiles
                                                            .relativize(file)
                                                            .toString()
                                                            .replace('\\', '/'),
                                            file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.put("kind/etc/cni/net.d/10-tck.conflist", network);
    }

    /** The hash of all that the image is made of, in hex. */
    public String hash() {
        Hash hash = Hash.start().add(below.hash()).tree(RECIPE);
        files.forEach((name, file) -> hash.add(name).add(Hash.ofFile(file)));
        binaries.forEach((name, file) -> hash.add(name).add(Hash.ofFile(file)));
        return hash.hex();
    }

    /**
     * Makes the image where the engine does not have it.
     *
     * @return its name with its tag
     * @throws io.rootlesstck.base.TckException if the engine refuses
     */
    public String ensure(DockerClient engine) {
        String reference = KIND + ":" + hash().substring(0, 16);
        if (!EngineBuild.has(engine, reference)) {
            String base = below.ensure(engine);
            Progress.run(
                    "kind node image: build",
                    step ->
                            EngineBuild.build(
                                    engine,
                                    new BuildContext(List.of(RECIPE), binaries, files),
                                    base,
                                    reference,
                                    step));
        }
        return reference;
    }
}
