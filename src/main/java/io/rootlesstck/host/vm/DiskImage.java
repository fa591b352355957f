package io.rootlesstck.host.vm;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.debian.SystemPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the disk of the embedded host from Debian packages, once. */
final class DiskImage {
    /** The name of an image in its cache entry. */
    static final String FILE = "disk.img";

    /** Room for images and pods; the file is sparse and takes what is written. */
    private static final String SIZE = "24G";

    private static final Duration PACK_LIMIT = Duration.ofMinutes(10);

    private final Settings settings;
    private final Cache cache;
    private final RunDir run;
    private final VmRecipe recipe = new VmRecipe();

    DiskImage(Settings settings, Cache cache, RunDir run) {
        this.settings = settings;
        this.cache = cache;
        this.run = run;
    }

    /** Whether the cache holds the disk. */
    boolean isBuilt() {
        return cache.has("disk", "host", recipe.diskHash());
    }

    /** The hash of what the disk is made of. */
    String hash() {
        return recipe.diskHash();
    }

    /** The disk, made now if the cache does not hold it. It must not be written to. */
    Path file() {
        return cache.entry("disk", "host", recipe.diskHash(), this::build).resolve(FILE);
    }

    private void build(Path folder) throws IOException {
        Room.require(folder, Room.DISK_MIB, "make the disk of the embedded VM");
        Path tar = folder.resolve("tree.tar");
        Progress.run(
                "disk: Debian packages",
                step -> {
                    recipe.tree().make(settings, run, tar, step);
                    return tar;
                });
        Progress.run("disk: ext4 image", step -> pack(tar, folder));
        Files.delete(tar);
    }

    private Exec.Result pack(Path tar, Path folder) {
        List<String> argv = new ArrayList<>();
        if (!SystemPackages.isRoot()) {
            argv.addAll(List.of("fakeroot", "--"));
        }
        argv.add(recipe.makeDisk().toString());
        argv.add(tar.toString());
        argv.add(folder.resolve("tree").toString());
        argv.add(folder.resolve(FILE).toString());
        argv.add(SIZE);
        return Exec.of(argv)
                .with(RunDir.MARK, run.id())
                .within(PACK_LIMIT)
                .run()
                .orThrow("make the disk of the embedded VM");
    }
}
