package io.rootlesstck.image;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.debian.Mmdebstrap;
import io.rootlesstck.host.debian.SystemPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Debian file system tree as a tar file, made of the distribution's packages: what stands in for
 * a base image where no image registry answers.
 */
public final class DebianTree {
    private static final String TAR = "tree.tar";

    private final String name;
    private final List<String> packages;
    private final Settings settings;
    private final Cache cache;

    private DebianTree(String name, List<String> packages, Settings settings, Cache cache) {
        this.name = name;
        this.packages = packages;
        this.settings = settings;
        this.cache = cache;
    }

    /** Describes the tree of {@code packages} files: one name a line, {@code #} comments. */
    public static DebianTree of(
            String name, List<Path> packagesFiles, Settings settings, Cache cache) {
        List<String> packages = new ArrayList<>();
        try {
            for (Path file : packagesFiles) {
                Files.readAllLines(file).stream()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(packages::add);
            }
            return new DebianTree(name, List.copyOf(packages), settings, cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hash of what the tree is made of. */
    public String hash() {
        Hash hash = Hash.start().add(Mmdebstrap.recipe());
        packages.forEach(hash::add);
        return hash.hex();
    }

    /** The tar file, made now if the cache does not hold it. */
    public Path tar() {
        return cache.entry("tree", name, hash(), this::make).resolve(TAR);
    }

    private void make(Path folder) {
        new SystemPackages(settings).ensure("make a Debian tree", Mmdebstrap.needed());
        Progress.run(
                name + " image: Debian packages",
                step -> {
                    new Mmdebstrap(settings, packages).make(folder.resolve(TAR), step);
                    return folder;
                });
    }
}
