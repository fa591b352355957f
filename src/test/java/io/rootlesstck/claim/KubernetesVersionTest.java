package io.rootlesstck.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesVersionTest {
    @ParameterizedTest
    @CsvSource({
        "v1.37.2, v1.37.2",
        "1.37, v1.37.0",
        "v1.37.0-rc.1, v1.37.0-rc.1",
        "v1.36.3+k3s1, v1.36.3",
        "' v1.34.4 ', v1.34.4"
    })
    void readsWhatBinariesAndPeopleWrite(String text, String version) {
        assertThat(KubernetesVersion.parse(text)).hasToString(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "1.x", "v1.37.2.1", "latest", "v99999.1.0", "v1.37.0-"})
    void refusesWhatIsNoVersion(String text) {
        assertThatThrownBy(() -> KubernetesVersion.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"%s\" is no Kubernetes version; it looks like v1.37.2.", text);
    }

    @ParameterizedTest
    @CsvSource({
        "v1.9.0, v1.10.0",
        "v1.37.1, v1.37.2",
        "v1.37.0-alpha.1, v1.37.0-beta.0",
        "v1.37.0-rc.9, v1.37.0-rc.10",
        "v1.37.0-rc, v1.37.0-rc.0",
        "v1.37.0-1, v1.37.0-rc",
        "v1.37.0-rc.1, v1.37.0"
    })
    void ordersAsReleasesFollowEachOther(String earlier, String later) {
        assertThat(KubernetesVersion.parse(earlier)).isLessThan(KubernetesVersion.parse(later));
    }

    @ParameterizedTest
    @CsvSource({
        "v1.36.3, false",
        "v1.37.0-rc.1, true",
        "v1.37.2, true",
        "v1.39.0-alpha.1, true",
        "v1.40.0-alpha.1, false",
        "v1.40.0, false"
    })
    void aPreReleaseCountsAsTheReleaseItLeadsTo(String version, boolean inside) {
        VersionRange range =
                new VersionRange(
                        KubernetesVersion.parse("v1.37.0"), KubernetesVersion.parse("v1.40.0"));

        assertThat(range.contains(KubernetesVersion.parse(version))).isEqualTo(inside);
    }

    @Test
    void anOpenRangeHoldsEverything() {
        assertThat(VersionRange.ALL.contains(KubernetesVersion.parse("v1.0.0"))).isTrue();
        assertThat(VersionRange.ALL).hasToString("every version");
    }
}
