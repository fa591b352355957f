package io.rootlesstck.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
    @Test
    void versionsAreOrderedByTheirNumbers() {
        assertThat(Stream.of("v1.10.0", "v1.9.9", "v1.9.10", "1.2").sorted(Versions.ORDER))
                .containsExactly("1.2", "v1.9.9", "v1.9.10", "v1.10.0");
        assertThat(Versions.ORDER.compare("go1.26.8", "1.26.6")).isPositive();
        assertThat(Versions.ORDER.compare("go1.26", "1.26.6")).isNegative();
    }

    @Test
    void theLetterBeforeAVersionDoesNotMatter() {
        assertThat(Versions.same("v1.5.2", "1.5.2")).isTrue();
        assertThat(Versions.same("v1.5.2", "v1.5.20")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Kubernetes v1.37.2 | v1.37.2",
                "v1.37.2 | v1.37.2",
                "Client Version: v1.37.2 | v1.37.2",
                "Kubernetes v1.38.0-alpha.1.12+0123456789abcd | v1.38.0-alpha.1.12+0123456789abcd",
                "containerd github.com/containerd/containerd/v2 v2.4.2 | v2.4.2",
                "containerd-shim-runc-v2: Version: 1.7.24~ds1 | 1.7.24~ds1",
                "ctr github.com/containerd/containerd/v2 v2.4.2 | v2.4.2",
                "runc version 1.5.2 | 1.5.2",
                "runc version 1.1.15+ds1 | 1.1.15+ds1",
                "crun version 1.21 | 1.21",
                "etcd Version: 3.5.16 | 3.5.16",
            })
    void aBinarysOwnWordsHaveItsVersion(String said, String version) {
        assertThat(Components.versionIn(said)).contains(version);
    }

    @Test
    void wordsWithoutAVersionHaveNone() {
        assertThat(Components.versionIn("unknown flag: --version")).isEmpty();
    }
}
