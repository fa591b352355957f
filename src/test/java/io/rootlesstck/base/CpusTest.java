package io.rootlesstck.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CpusTest {
    @Test
    void readsRangesAndSingleNumbers() {
        assertThat(Cpus.parse("0-3,7")).containsExactly(0, 1, 2, 3, 7);
        assertThat(Cpus.parse("5")).containsExactly(5);
    }

    @Test
    void countsFromTheLastOneWhereTheNumberIsNegative() {
        Settings none = Settings.of(new Properties());
        List<Integer> all = Cpus.allowed();

        assertThat(Cpus.chosen(none)).isEqualTo(all.get(all.size() - 1));
        assertThat(Cpus.chosen(none.with(Setting.HOST_CPU, "-1"))).isEqualTo(Cpus.chosen(none));
        assertThat(Cpus.chosen(none.with(Setting.HOST_CPU, "-" + (all.size() + 1))))
                .isEqualTo(Cpus.chosen(none));
        assertThat(Cpus.chosen(none.with(Setting.HOST_CPU, "3"))).isEqualTo(3);
    }

    @Test
    void thisProcessMayUseAtLeastOne() {
        assertThat(Cpus.allowed()).isNotEmpty();
    }
}
