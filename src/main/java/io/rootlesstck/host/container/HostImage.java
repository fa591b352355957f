package io.rootlesstck.host.container;

import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.debian.HostTree;
import io.rootlesstck.host.debian.Mmdebstrap;
import io.rootlesstck.host.debian.SystemPackages;
import io.rootlesstck.host.engine.EngineClient;
import io.rootlesstck.host.engine.LayerArchive;
import io.rootlesstck.host.process.OwnRun;
import java.nio.file.Path;
import java.util.Map;

/**
 * The image of the host container: the very file system that the embedded VM's disk has. It is made
 * once, and stays on the engine under the hash of its recipe.
 */
final class HostImage {
    private static final String REPOSITORY = "localhost/rootless-tck/host";
    private static final String TAR = "tree.tar";

    private final HostTree tree;
    private final Settings settings;
    private final Cache cache;

    HostImage(HostTree tree, Settings settings, Cache cache) {
        this.tree = tree;
        this.settings = settings;
        this.cache = cache;
    }

    /** The image's name with its tag. */
    String reference() {
        return REPOSITORY + ":" + tree.hash().substring(0, 16);
    }

    /**
     * Makes sure that an engine has the image.
     *
     * @return its name with its tag
     */
    String ensure(EngineClient engine) {
        String reference = reference();
        if (!engine.hasImage(reference)) {
            Path tar = cache.entry("tree", "host", tree.hash(), this::make).resolve(TAR);
            DockerClient docker = engine.docker();
            Progress.run(
                    "host container: load its image",
                    step ->
                            LayerArchive.of(reference, Map.of(LayerArchive.LABEL, reference), tar)
                                    .load(docker, tar, step));
        }
        return reference;
    }

    private void make(Path folder) {
        new SystemPackages(settings).ensure("make the host container", Mmdebstrap.needed());
        Progress.run(
                "host container: Debian packages",
                step ->
                        OwnRun.in(
                                cache,
                                run -> {
                                    tree.make(settings, run, folder.resolve(TAR), step);
                                    return folder;
                                }));
    }
}
