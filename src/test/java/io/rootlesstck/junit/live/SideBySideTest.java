package io.rootlesstck.junit.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Cpus;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final Settings NONE = Settings.of(new Properties());

    @Test
    void takesTheNumberThatIsGiven() {
        assertThat(SideBySide.hosts(NONE.with(Setting.HOSTS, "2"))).isEqualTo(2);
    }

    @Test
    void takesOneWhereThereIsNoMemoryForTwo() {
        Settings huge = NONE.with(Setting.HOST_MEMORY, Integer.toString(Integer.MAX_VALUE));

        assertThat(SideBySide.hosts(huge)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoNumberOfHosts() {
        assertThatThrownBy(() -> SideBySide.hosts(NONE.with(Setting.HOSTS, "many")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-Dtck.hosts=many");
    }

    @Test
    void theFirstHostIsAsTheUserSaid() {
        assertThat(SideBySide.of(NONE, 0)).isSameAs(NONE);
    }

    @Test
    void theSecondHostHasItsOwnCpuPortsAndVm() {
        Settings said =
                NONE.with(Setting.PORTS, "20400-20415")
                        .with(Setting.HOST_REUSE, "true")
                        .with(Setting.HOST_CPU, "last");

        Settings second = SideBySide.of(said, 1);

        int cpus = Cpus.allowed().size();
        assertThat(second.get(Setting.HOST_CPU))
                .isEqualTo(Integer.toString(Cpus.allowed().get(Math.floorMod(cpus - 2, cpus))));
        assertThat(second.find(Setting.PORTS)).isEmpty();
        assertThat(second.flag(Setting.HOST_REUSE)).isFalse();
    }
}
