package io.rootlesstck.junit;

import io.rootlesstck.base.TckException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The lanes of a cell, lent to one class each. */
final class Lanes {
    private final List<Lane> all;
    private final PriorityBlockingQueue<Lane> free;

    Lanes(int count, IntFunction<Lane> make) {
        all = IntStream.range(0, count).mapToObj(make).toList();
        // The first again while it is free: classes that run one after another need one host.
        free = new PriorityBlockingQueue<>(count, Comparator.comparingInt(Lane::index));
        free.addAll(all);
    }

    List<Lane> all() {
        return all;
    }

    /** The first of those on which something runs. */
    Optional<Lane> firstOpened() {
        return all.stream().filter(lane -> lane.opened().isPresent()).findFirst();
    }

    /** A lane for one class, which gives it back when it is closed. */
    Lease lease() {
        return new Lease();
    }

    /** What a class holds of a lane: taken when first asked for, and waited for if need be. */
    final class Lease implements AutoCloseable {
        private @Nullable Lane lane;

        private Lease() {}

        synchronized Lane get() {
            if (lane == null) {
                try {
                    lane = free.take();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw TckException.of("wait for a host").cause(e).error();
                }
            }
            return lane;
        }

        synchronized @Nullable Lane peek() {
            return lane;
        }

        @Override
        public synchronized void close() {
            if (lane != null) {
                free.add(lane);
                lane = null;
            }
        }
    }
}
