package io.rootlesstck.host.debian;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A statically linked busybox, from Debian: an image needs nothing else to run a command. */
public final class BusyBox {
    private static final String PACKAGE = "busybox-static";
    private static final String FILE = "busybox";

    private BusyBox() {}

    /** The program, fetched now if the cache does not hold it. */
    public static Path program(Settings settings, Cache cache) {
        String hash = Hash.start().add(PACKAGE).add(Mmdebstrap.SUITE).hex();
        return cache.entry("package", FILE, hash, folder -> fetch(settings, folder)).resolve(FILE);
    }

    private static void fetch(Settings settings, Path folder) throws IOException {
        new SystemPackages(settings)
                .ensure(
                        "fetch " + PACKAGE,
                        List.of(
                                new SystemPackages.Needed("apt", "apt-get"),
                                new SystemPackages.Needed("dpkg", "dpkg-deb"),
                                new SystemPackages.Needed(
                                        "debian-archive-keyring", AptArchive.KEYRING.toString())));
        Path work = Files.createDirectory(folder.resolve("work"));
        Path packageFile =
                Progress.run(
                        "busybox: download",
                        step ->
                                AptArchive.open(
                                                Files.createDirectory(work.resolve("apt")),
                                                DebianMirror.of(settings),
                                                Mmdebstrap.SUITE)
                                        .download(PACKAGE, work, step));
        Path opened = work.resolve("package");
        Exec.of("dpkg-deb", "-x", packageFile.toString(), opened.toString())
                .run()
                .orThrow("unpack " + packageFile);
        Files.copy(find(opened), folder.resolve(FILE));
        Trees.delete(work);
    }

    private static Path find(Path opened) throws IOException {
        try (Stream<Path> files = Files.walk(opened)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.endsWith("bin/" + FILE))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    TckException.of("unpack " + PACKAGE)
                                            .found("It holds no bin/" + FILE + ".")
                                            .error());
        }
    }
}
