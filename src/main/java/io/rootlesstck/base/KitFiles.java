package io.rootlesstck.base;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kit's own data: the folders {@code images} and {@code scenarios} of its checkout, which is
 * the working directory, or where the launcher {@code tck} says that it lies.
 */
public final class KitFiles {
    /** The system property that names the checkout. */
    public static final String CHECKOUT = "rootlesstck.checkout";

    private KitFiles() {}

    /**
     * A file or folder of the kit.
     *
     * @param path relative to the checkout, for example {@code images/node}
     * @throws UsageException if it is not there, for then the kit was started somewhere else
     */
    public static Path of(String path) {
        Path found = home().resolve(path);
        if (!Files.exists(found)) {
            throw TckException.of("find the kit's own " + path)
                    .found("There is no " + found + ".")
                    .next("Start it in the folder that holds the kit's pom.xml.")
                    .usage();
        }
        return found;
    }

    /** The kit's checkout. */
    public static Path home() {
        return Path.of(System.getProperty(CHECKOUT, "")).toAbsolutePath();
    }
}
