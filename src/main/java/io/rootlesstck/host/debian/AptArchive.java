package io.rootlesstck.host.debian;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One suite of Debian's archive, asked through apt with a configuration of our own.
 *
 * <p>apt brings what is hard to do well: signatures, checksums, proxies, retries. The machine's own
 * lists and packages are neither read nor changed, so no root is needed.
 */
public final class AptArchive {
    /** Where the package debian-archive-keyring puts Debian's keys. */
    public static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(20);

    private final Path folder;
    private final String suite;
    private final URI mirror;

    private AptArchive(Path folder, URI mirror, String suite) {
        this.folder = folder;
        this.mirror = mirror;
        this.suite = suite;
    }

    /**
     * Fetches the package lists of a suite.
     *
     * @param folder an empty folder of the caller's, for apt's state
     * @param suite for example {@code trixie-backports}
     * @throws TckException if the mirror does not answer or its signature is wrong
     */
    public static AptArchive open(Path folder, URI mirror, String suite) {
        AptArchive archive = new AptArchive(folder, mirror, suite);
        try {
            for (String needed : List.of("state/lists/partial", "cache/archives/partial")) {
                Files.createDirectories(folder.resolve(needed));
            }
            Files.writeString(folder.resolve("status"), "");
            Files.writeString(
                    folder.resolve("sources.list"),
                    "deb [signed-by=%s] %s %s main%n".formatted(KEYRING, mirror, suite));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        archive.apt("apt-get", "update");
        return archive;
    }

    /** The names of all packages that begin with {@code prefix}. */
    public List<String> names(String prefix) {
        return apt("apt-cache", "pkgnames", prefix).lines().sorted().toList();
    }

    /**
     * Downloads the newest version of a package and verifies its checksum.
     *
     * @param into folder for the file, which must exist
     * @return the package file
     */
    public Path download(String name, Path into, Progress.Step step) {
        String tried = "download the Debian package %s of %s".formatted(name, suite);
        Exec.of(argv("apt-get", "-oAPT::Status-Fd=1", "download", name))
                .in(into)
                .with("LC_ALL", "C")
                .within(DOWNLOAD_LIMIT)
                .lines(percent(step))
                .run()
                .orThrow(tried);
        try (Stream<Path> files = Files.list(into)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name + "_"))
                    .findFirst()
                    .orElseThrow(() -> TckException.of(tried).found("apt left no file.").error());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes {@code dlstatus:1:40.36:…} lines for progress. */
    private static Consumer<String> percent(Progress.Step step) {
        return line -> {
            String[] field = line.split(":", 4);
            if (field.length == 4 && field[0].equals("dlstatus")) {
                step.at(Math.round(Double.parseDouble(field[2])), 100);
            }
        };
    }

    private String apt(String program, String... arguments) {
        return Exec.of(argv(program, arguments))
                .with("LC_ALL", "C")
                .run()
                .orThrow("ask the Debian mirror %s for suite %s".formatted(mirror, suite))
                .out();
    }

    private List<String> argv(String program, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(program));
        Stream.of(
                        "Dir::State=" + folder.resolve("state"),
                        "Dir::State::status=" + folder.resolve("status"),
                        "Dir::Cache=" + folder.resolve("cache"),
                        "Dir::Etc::SourceList=" + folder.resolve("sources.list"),
                        "Dir::Etc::SourceParts=/dev/null",
                        "APT::Architecture=amd64",
                        "APT::Architectures::=amd64",
                        "Acquire::Languages=none",
                        // apt would else drop to a user that may not enter our folder.
                        "APT::Sandbox::User=root",
                        // An index that cannot be had is a warning by default.
                        "APT::Update::Error-Mode=any",
                        "Acquire::Retries=2",
                        "Acquire::http::Timeout=30")
                .forEach(option -> argv.addAll(List.of("-o", option)));
        argv.addAll(List.of(arguments));
        return argv;
    }
}
