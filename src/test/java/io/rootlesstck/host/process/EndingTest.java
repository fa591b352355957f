package io.rootlesstck.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EndingTest {
    @Test
    void doesAnEndingOnce() {
        AtomicBoolean done = new AtomicBoolean();
        Ending ending =
                Ending.of(
                        () -> {
                            assertThat(done.getAndSet(true)).isFalse();
                        });

        ending.now();
        ending.now();

        assertThat(done).isTrue();
    }
}
