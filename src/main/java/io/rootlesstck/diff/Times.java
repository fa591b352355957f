package io.rootlesstck.diff;

import io.rootlesstck.diff.Timing.Trend;
import java.util.Collection;
import java.util.List;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.jspecify.annotations.Nullable;

/** Compares times of repeated runs by their medians, and says nothing where nothing can be said. */
final class Times {
    /** As benchstat has it. */
    static final double ALPHA = 0.05;

    /**
     * The fewest runs that can say anything, where both sides have as many: 2 / C(8, 4) = 0.029.
     */
    static final int FEWEST_RUNS = 4;

    /** What the reason starts with where there are fewer. */
    static final String TOO_FEW = "too few runs";

    private Times() {}

    /**
     * Compares.
     *
     * @param from seconds, at least one
     * @param to seconds, at least one
     * @param spoilt what makes the two not comparable; empty where nothing does
     */
    static Timing compare(Collection<Double> from, Collection<Double> to, List<String> spoilt) {
        Sample before = Sample.of(from);
        Sample after = Sample.of(to);
        Double change = before.median() == 0 ? null : after.median() / before.median() - 1;
        if (!spoilt.isEmpty()) {
            return new Timing(
                    before, after, change, null, Trend.NOT_COMPARABLE, String.join(", ", spoilt));
        }
        if (leastP(from.size(), to.size()) >= ALPHA) {
            return new Timing(
                    before,
                    after,
                    change,
                    null,
                    Trend.NOTHING,
                    TOO_FEW + ": %d and %d".formatted(from.size(), to.size()));
        }
        Double p = p(from, to);
        if (p == null) {
            return new Timing(before, after, change, null, Trend.NOTHING, "all times are equal");
        }
        if (p >= ALPHA || before.median() == after.median()) {
            return new Timing(before, after, change, p, Trend.NOTHING, "");
        }
        Trend trend = after.median() > before.median() ? Trend.SLOWER : Trend.FASTER;
        return new Timing(before, after, change, p, trend, "");
    }

    /** Two-sided Mann-Whitney U test; nothing where all values are one. */
    private static @Nullable Double p(Collection<Double> from, Collection<Double> to) {
        double p =
                MannWhitneyUTest.withDefaults()
                        .test(
                                from.stream().mapToDouble(Double::doubleValue).toArray(),
                                to.stream().mapToDouble(Double::doubleValue).toArray())
                        .getPValue();
        return Double.isNaN(p) ? null : p;
    }

    /**
     * The least p that so many runs can give: all of one side before all of the other, 2 / C(n + m,
     * n). The test's approximation for tied values can fall below it.
     */
    private static double leastP(int n, int m) {
        double orders = 1;
        for (int i = 1; i <= Math.min(n, m); i++) {
            orders *= (double) (Math.max(n, m) + i) / i;
        }
        return Math.min(1, 2 / orders);
    }
}
