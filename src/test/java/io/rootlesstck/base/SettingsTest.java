package io.rootlesstck.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Settings of(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return Settings.of(properties);
    }

    @Test
    void namesTheNearestPropertyForAnUnknownOne() {
        assertThatThrownBy(() -> of("tck.host.reus", "true"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-Dtck.host.reus. Did you mean -Dtck.host.reuse?")
                .hasMessageContaining("tck.component.<name>");
    }

    @Test
    void leavesOtherPropertiesAlone() {
        assertThat(of("user.home", "/x").get(Setting.HOST)).isEqualTo("auto");
    }

    @Test
    void readsAFlagWithoutAValueAsTrue() {
        assertThat(of("tck.host.reuse", "").flag(Setting.HOST_REUSE)).isTrue();
        assertThat(of().flag(Setting.HOST_REUSE)).isFalse();
    }

    @Test
    void refusesAFlagThatIsNeitherTrueNorFalse() {
        assertThatThrownBy(() -> of("tck.host.reuse", "yes").flag(Setting.HOST_REUSE))
                .hasMessageContaining("-Dtck.host.reuse=yes: must be true or false");
    }

    @Test
    void refusesANumberThatIsNone() {
        for (String bad : new String[] {"lots", "0", "-1", "1.5"}) {
            assertThatThrownBy(() -> of("tck.host.memory", bad).number(Setting.HOST_MEMORY))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("-Dtck.host.memory=" + bad);
        }
    }

    @Test
    void refusesAWordThatIsNoChoice() {
        assertThatThrownBy(() -> of("tck.host", "cloud").choice(Setting.HOST, "auto", "vm"))
                .hasMessageContaining("-Dtck.host=cloud: must be one of auto, vm");
    }

    @Test
    void collectsTheUsersComponents() {
        assertThat(of("tck.component.kubelet", "/a", "tck.component.runc", "/b").components())
                .isEqualTo(Map.of("kubelet", "/a", "runc", "/b"));
    }
}
