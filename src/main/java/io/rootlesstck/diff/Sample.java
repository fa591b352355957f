package io.rootlesstck.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Collection;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The times of repeated runs, summed up.
 *
 * @param runs how many there are
 * @param median in seconds
 * @param spread how far the ends of the median's 95 % confidence interval are from it at most, as a
 *     share of it; null where there are too few runs for one, which are 5
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sample(int runs, double median, @Nullable Double spread) {
    private static final double CONFIDENCE = 0.95;

    /** Sums up some times in seconds, of which there is at least one. */
    static Sample of(Collection<Double> seconds) {
        double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = median(sorted);
        return new Sample(sorted.length, median, spread(sorted, median));
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** By order statistics, which take no shape of the distribution for granted. */
    private static @Nullable Double spread(double[] sorted, double median) {
        BinomialDistribution below = BinomialDistribution.of(sorted.length, 0.5);
        int outside = 0;
        while (outside < sorted.length / 2
                && 1 - 2 * below.cumulativeProbability(outside) >= CONFIDENCE) {
            outside++;
        }
        if (outside == 0 || median == 0) {
            return null;
        }
        double low = sorted[outside - 1];
        double high = sorted[sorted.length - outside];
        return Arrays.stream(new double[] {median - low, high - median}).max().orElseThrow()
                / median;
    }
}
