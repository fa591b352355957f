package io.rootlesstck.image;

import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.engine.LayerArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The image that nodes and the control plane run: a Debian tree and a cell's components, put
 * together by the engine that will run it.
 *
 * <p>It is named after the hash of all that it is made of, and made only where it is missing.
 */
public final class NodeImage {
    /** What every image of the kit is labelled with; its value is the image's name. */
    public static final String LABEL = LayerArchive.LABEL;

    private static final String BASE = "localhost/rootless-tck/base";
    private static final String NODE = "localhost/rootless-tck/node";

    private final DebianTree tree;
    private final Map<String, Path> binaries;
    private final List<Path> recipes = new ArrayList<>(List.of(KitFiles.of("images/node")));

    /**
     * Describes an image; nothing is built yet.
     *
     * @param tree the Debian tree it stands on
     * @param binaries what goes to {@code /usr/local/bin}, by name
     */
    public NodeImage(DebianTree tree, Map<String, Path> binaries) {
        this.tree = tree;
        this.binaries = new TreeMap<>(binaries);
    }

    /**
     * Lays a folder over the recipe: its files are added, or go in the place of those of the same
     * path.
     */
    public NodeImage with(Path recipe) {
        recipes.add(recipe);
        return this;
    }

    /** The hash of all that the image is made of, in hex. */
    public String hash() {
        Hash hash = Hash.start().add(tree.hash());
        recipes.forEach(hash::tree);
        binaries.forEach((name, file) -> hash.add(name).add(Hash.ofFile(file)));
        return hash.hex();
    }

    /** The image's name with its tag. */
    public String reference() {
        return NODE + ":" + hash().substring(0, 16);
    }

    /**
     * Makes the image where the engine does not have it.
     *
     * @return its name with its tag
     * @throws TckException if the engine refuses
     */
    public String ensure(DockerClient engine) {
        String reference = reference();
        if (!EngineBuild.has(engine, reference)) {
            String base = ensureBase(engine);
            Progress.run(
                    "node image: build",
                    step ->
                            EngineBuild.build(
                                    engine,
                                    new BuildContext(recipes, binaries, Map.of()),
                                    base,
                                    reference,
                                    step));
        }
        return reference;
    }

    private String ensureBase(DockerClient engine) {
        String reference = BASE + ":" + tree.hash().substring(0, 16);
        if (!EngineBuild.has(engine, reference)) {
            Path tar = tree.tar();
            Progress.run(
                    "node image: load Debian",
                    step ->
                            LayerArchive.of(reference, Map.of(LABEL, reference), tar)
                                    .load(engine, tar, step));
        }
        return reference;
    }

    /** All files below a folder, in the order of their names. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
