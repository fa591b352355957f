package io.rootlesstck.component;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the projects themselves publish, by its address and SHA-256. */
final class OfficialReleases implements ComponentSource {
    /** The value of {@code tck.releases} that stops all asking. */
    private static final String NONE = "none";

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final String KIND = "release";

    private final ReleaseCatalog catalog;
    private final Cache cache;
    private final ReleaseSite site;
    private final boolean ask;

    OfficialReleases(ReleaseCatalog catalog, Cache cache, ReleaseSite site, boolean ask) {
        this.catalog = catalog;
        this.cache = cache;
        this.site = site;
        this.ask = ask;
    }

    /**
     * Prepares to ask the sites, or the mirror that the settings name.
     *
     * @throws io.rootlesstck.base.UsageException if the mirror is no http address
     */
    static OfficialReleases of(ReleaseCatalog catalog, Cache cache, Settings settings) {
        Optional<String> given = settings.find(Setting.RELEASES);
        boolean ask = !given.equals(Optional.of(NONE));
        Optional<URI> mirror = given.filter(value -> ask).map(value -> address(settings, value));
        return new OfficialReleases(catalog, cache, new ReleaseSite(mirror, CONNECT, SILENCE), ask);
    }

    private static URI address(Settings settings, String value) {
        try {
            URI address = URI.create(value);
            if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw settings.bad(Setting.RELEASES, "an http or https address, or " + NONE);
        }
        throw settings.bad(Setting.RELEASES, "an http or https address, or " + NONE);
    }

    @Override
    public String name() {
        return "official release";
    }

    @Override
    public Map<ComponentId, Component> atHand(List<Wanted> wanted) {
        Map<ComponentId, Component> found = new EnumMap<>(ComponentId.class);
        for (Wanted each : wanted) {
            catalog.find(each)
                    .filter(release -> cache.has(KIND, entryName(each, release), hash(release)))
                    .ifPresent(
                            release -> get(each, release, found, new EnumMap<>(ComponentId.class)));
        }
        return found;
    }

    @Override
    public Fetched fetch(List<Wanted> wanted) {
        Fetched fetched = new Fetched();
        for (Wanted each : wanted) {
            Optional<ReleaseCatalog.Release> release = catalog.find(each);
            if (!ask) {
                fetched.lacking().put(each.id(), "-D%s=%s".formatted(Setting.RELEASES.key(), NONE));
            } else if (release.isEmpty()) {
                fetched.lacking().put(each.id(), "releases.yaml does not have it");
            } else {
                get(each, release.get(), fetched.got(), fetched.lacking());
            }
        }
        return fetched;
    }

    private void get(
            Wanted wanted,
            ReleaseCatalog.Release release,
            Map<ComponentId, Component> got,
            Map<ComponentId, String> lacking) {
        try {
            Path folder =
                    cache.entry(
                            KIND,
                            entryName(wanted, release),
                            hash(release),
                            into -> download(release, wanted, into));
            got.put(
                    wanted.id(),
                    Component.of(wanted, folder.resolve(wanted.id().id()), origin(release)));
        } catch (TckException e) {
            if (!(e.getCause() instanceof NotServed)) {
                throw e;
            }
            lacking.put(wanted.id(), String.valueOf(e.getCause().getMessage()));
        }
    }

    private void download(ReleaseCatalog.Release release, Wanted wanted, Path into)
            throws IOException {
        // The sum first: it is short, and shows at once whether the site answers.
        String sum = sum(release);
        Path file = into.resolve(release.fileName());
        Progress.run(
                "components: download " + release.fileName(),
                step -> {
                    site.file(release.url(), file, step);
                    return file;
                });
        verify(release, file, sum);
        if (release.members().isEmpty()) {
            Files.move(file, into.resolve(wanted.id().id()));
            makeExecutable(into.resolve(wanted.id().id()));
        } else {
            ReleaseArchive.extract(file, release.members(), into);
            Files.delete(file);
            for (ComponentId id : release.members().keySet()) {
                makeExecutable(into.resolve(id.id()));
            }
        }
    }

    private String sum(ReleaseCatalog.Release release) throws IOException {
        if (release.committed().isPresent()) {
            return release.committed().get();
        }
        return Checksums.find(site.text(release.checksum()), release.fileName())
                .orElseThrow(
                        () ->
                                new NotServed(
                                        "%s has no SHA-256 of %s"
                                                .formatted(
                                                        site.at(release.checksum()),
                                                        release.fileName())));
    }

    private void verify(ReleaseCatalog.Release release, Path file, String sum) {
        String found = Hash.ofFile(file);
        if (!found.equals(sum)) {
            throw TckException.of("use the download " + site.at(release.url()))
                    .found(
                            "Its SHA-256 is %s, but %s says %s."
                                    .formatted(found, witness(release), sum))
                    .next(
                            "Run again; if the sums still differ, do not trust that site: stop"
                                    + " asking with -D%s=%s, or give files of your own."
                                            .formatted(Setting.RELEASES.key(), NONE))
                    .error();
        }
    }

    private String witness(ReleaseCatalog.Release release) {
        return release.committed().isPresent()
                ? "images/components/releases.yaml"
                : site.at(release.checksum()).toString();
    }

    private Origin origin(ReleaseCatalog.Release release) {
        return new Origin(
                Origin.Kind.OFFICIAL_RELEASE,
                "%s, SHA-256 as %s says".formatted(site.at(release.url()), witness(release)));
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** All components of an archive share one entry; a bare binary's is its own. */
    private static String entryName(Wanted wanted, ReleaseCatalog.Release release) {
        return release.members().isEmpty()
                ? "%s-v%s".formatted(wanted.id(), Versions.number(wanted.version()))
                : release.fileName();
    }

    private String hash(ReleaseCatalog.Release release) {
        return Hash.start()
                .add(site.at(release.url()).toString())
                .add(release.committed().orElse(""))
                .hex();
    }
}
