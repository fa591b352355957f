package io.rootlesstck.image;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Debian file system tree as a tar file, made of the distribution's packages: what stands in for
 * a base image where no image registry answers.
 */
public final class DebianTree {
    /** Makes a tar file of a Debian tree that holds some packages. */
    @FunctionalInterface
    public interface Bootstrap {
        /** Writes the tar file. */
        void make(List<String> packages, Path tar) throws IOException;

        /** What besides the packages the tree depends on, for its hash. */
        default String recipe() {
            return "";
        }
    }

    private static final String TAR = "tree.tar";

    private final String name;
    private final List<String> packages;
    private final Cache cache;
    private final Bootstrap bootstrap;

    private DebianTree(String name, List<String> packages, Cache cache, Bootstrap bootstrap) {
        this.name = name;
        this.packages = packages;
        this.cache = cache;
        this.bootstrap = bootstrap;
    }

    /**
     * Describes the tree of a {@code packages} file: one name a line, {@code #} comments.
     *
     * @throws TckException if the file cannot be read
     */
    public static DebianTree of(String name, Path packagesFile, Cache cache, Bootstrap bootstrap) {
        try {
            List<String> packages =
                    Files.readAllLines(packagesFile).stream()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .toList();
            return new DebianTree(name, packages, cache, bootstrap);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hash of what the tree is made of. */
    public String hash() {
        Hash hash = Hash.start().add(bootstrap.recipe());
        packages.forEach(hash::add);
        return hash.hex();
    }

    /** The tar file, made now if the cache does not hold it. */
    public Path tar() {
        return cache.entry(
                        "tree", name, hash(), folder -> bootstrap.make(packages, folder.resolve(TAR)))
                .resolve(TAR);
    }
}
