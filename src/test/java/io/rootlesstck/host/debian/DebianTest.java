package io.rootlesstck.host.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.debian.SystemPackages.Needed;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DebianTest {
    @Test
    void takesDebiansMainArchiveAsMirror() {
        assertThat(
                        DebianMirror.first(
                                Stream.of(
                                        "http://a.example/ubuntu",
                                        "http://a.example/debian-security/",
                                        "http://b.example/debian/",
                                        "http://c.example/debian")))
                .contains(URI.create("http://b.example/debian"));
    }

    @Test
    void findsNoMirrorAmongOtherVendors() {
        assertThat(DebianMirror.first(Stream.of("http://a.example/ubuntu"))).isEmpty();
    }

    @Test
    void namesMissingPackagesOnceInOrder() {
        assertThat(
                        SystemPackages.missing(
                                List.of(
                                        new Needed("zoo", "no-such-program-a"),
                                        new Needed("ape", "no-such-program-b"),
                                        new Needed("ape", "/no/such/file"),
                                        new Needed("coreutils", "ls"),
                                        new Needed("base-files", "/etc"))))
                .containsExactly("ape", "zoo");
    }

    @Test
    void givesTheOneCommandToTypeWhereItMayNotInstall() {
        Properties properties = new Properties();
        properties.setProperty("tck.host.install", "never");

        assertThatThrownBy(
                        () ->
                                new SystemPackages(Settings.of(properties))
                                        .ensure(
                                                "build the embedded VM",
                                                List.of(
                                                        new Needed("b", "no-such-b"),
                                                        new Needed("a", "no-such-a"))))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("Could not build the embedded VM.")
                .hasMessageContaining("missing: a b")
                .hasMessageContaining("apt-get install -y --no-install-recommends a b");
    }

    @Test
    void countsPackagesAsTheyAreUnpackedAndSetUp() {
        List<Long> state =
                Progress.run(
                        "test",
                        step -> {
                            Mmdebstrap.Count count = new Mmdebstrap.Count(step);
                            Stream.of(
                                            "0 upgraded, 69 newly installed, 0 to remove",
                                            "Unpacking libc6:amd64 (2.41-12) ...",
                                            "Setting up libc6:amd64 (2.41-12) ...",
                                            "I: extracting archives...",
                                            "0 upgraded, 3 newly installed, 0 to remove")
                                    .forEach(count::take);
                            return count.state();
                        });

        assertThat(state).containsExactly(2L, 144L);
    }
}
