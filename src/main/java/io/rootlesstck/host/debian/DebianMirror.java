package io.rootlesstck.host.debian;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** The Debian mirror to take packages from. */
public final class DebianMirror {
    private DebianMirror() {}

    /**
     * The mirror that was given, or the one that this machine itself installs from.
     *
     * @throws TckException if there is neither
     */
    public static URI of(Settings settings) {
        return settings.find(Setting.DEBIAN_MIRROR)
                .map(URI::create)
                .or(DebianMirror::ofThisMachine)
                .orElseThrow(
                        () ->
                                TckException.of("find a Debian mirror")
                                        .found(
                                                "This machine's apt has no source whose address"
                                                        + " ends in /debian.")
                                        .next(
                                                "Give one with -D"
                                                        + Setting.DEBIAN_MIRROR.key()
                                                        + "=URL.")
                                        .error());
    }

    private static Optional<URI> ofThisMachine() {
        return first(
                Exec.of("apt-get", "indextargets", "--format", "$(SITE)")
                        .run()
                        .orThrow("read this machine's apt sources")
                        .out()
                        .lines());
    }

    /** The first address that is Debian's main archive, not its security or another vendor's. */
    static Optional<URI> first(Stream<String> sites) {
        return sites.map(String::strip)
                .map(site -> site.endsWith("/") ? site.substring(0, site.length() - 1) : site)
                .filter(site -> site.endsWith("/debian"))
                .map(URI::create)
                .findFirst();
    }
}
