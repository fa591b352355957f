package io.rootlesstck.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpusTest {
    @Test
    void readsRangesAndSingleNumbers() {
        assertThat(Cpus.parse("0-3,7")).containsExactly(0, 1, 2, 3, 7);
        assertThat(Cpus.parse("5")).containsExactly(5);
    }

    @Test
    void thisProcessMayUseAtLeastOne() {
        assertThat(Cpus.allowed()).isNotEmpty();
    }
}
