package io.rootlesstck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes lanes =
            new Lanes(
                    2,
                    index ->
                            new Lane(
                                    index,
                                    false,
                                    () -> {
                                        throw new IllegalStateException("nothing to open");
                                    }));

    @Test
    void classesOneAfterAnotherShareTheFirstHost() {
        try (Lanes.Lease first = lanes.lease()) {
            assertThat(first.get().index()).isZero();
        }
        try (Lanes.Lease second = lanes.lease()) {
            assertThat(second.get().index()).isZero();
        }
    }

    @Test
    void classesSideBySideHaveAHostEach() {
        try (Lanes.Lease first = lanes.lease();
                Lanes.Lease second = lanes.lease()) {
            assertThat(first.get()).isNotSameAs(second.get());
            assertThat(first.get()).isSameAs(first.get());
        }
    }

    @Test
    void aLeaseThatWasNotUsedHoldsNothing() {
        try (Lanes.Lease lease = lanes.lease()) {
            assertThat(lease.peek()).isNull();
        }
    }

    @Test
    void aThirdClassWaitsForAHostThatIsGivenBack() throws Exception {
        try (Lanes.Lease first = lanes.lease();
                Lanes.Lease second = lanes.lease();
                Lanes.Lease third = lanes.lease()) {
            first.get();
            Lane given = second.get();
            CompletableFuture<Lane> waits = CompletableFuture.supplyAsync(third::get);

            second.close();

            assertThat(waits.get(10, TimeUnit.SECONDS)).isSameAs(given);
        }
    }
}
