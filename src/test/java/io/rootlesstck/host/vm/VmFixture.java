package io.rootlesstck.host.vm;

import static java.util.Objects.requireNonNull;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A cache for tests that boot VMs: it has the machine's own kernel and disk, built if need be, and
 * none of its running VMs.
 */
public final class VmFixture {
    private VmFixture() {}

    /** Small, and away from the ports and the memory of a conformance run beside the test. */
    private static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.setProperty("tck.ports", "21500-21503");
        properties.setProperty("tck.host.memory", "2048");
        return properties;
    }

    /** Settings of a VM in a cache folder of the test's own. */
    public static Settings settings(Path cache) {
        Properties properties = properties();
        properties.setProperty("tck.cache", cache.toString());
        return Settings.of(properties);
    }

    /** Settings for a VM that is kept. */
    static Settings keeping(Path cache) {
        Properties properties = properties();
        properties.setProperty("tck.cache", cache.toString());
        properties.setProperty("tck.host.reuse", "true");
        return Settings.of(properties);
    }

    /** Links the parts of a VM into a cache folder of the test's own. */
    public static Path cache(Path folder) throws IOException {
        Cache machines = Cache.of(Settings.of(properties()));
        VmHosts hosts = new VmHosts(Settings.of(properties()), machines);
        for (Path entry : hosts.entries()) {
            Path kind =
                    Files.createDirectories(
                            folder.resolve(requireNonNull(entry.getParent()).getFileName()));
            // Hard links where the file system allows: the disk has half a gigabyte.
            String how = sameFileSystem(entry, folder) ? "-al" : "-a";
            Exec.of("cp", how, "--sparse=always", entry.toString(), kind.toString())
                    .run()
                    .orThrow("link " + entry);
        }
        return folder;
    }

    private static boolean sameFileSystem(Path a, Path b) throws IOException {
        return Files.getFileStore(a).equals(Files.getFileStore(b));
    }

    /** Boots a VM of its own. */
    public static EmbeddedVm boot(Path cache, Engine.Kind kind) {
        Settings settings = settings(cache);
        return new VmHosts(settings, Cache.of(settings)).take(kind, Optional.empty());
    }
}
