package io.rootlesstck.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How long something took before and after, in repeated runs.
 *
 * @param change of the median, as a share of the baseline's: 0.5 is half as long again; null where
 *     the baseline's median is 0
 * @param p the chance of times at least as different if nothing had changed; null where no test was
 *     made
 * @param why what stands behind a trend that is not told, or empty
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timing(
        Sample from,
        Sample to,
        @Nullable Double change,
        @Nullable Double p,
        Trend trend,
        String why) {

    /** What can be said. */
    public enum Trend {
        SLOWER,
        FASTER,
        /** Nothing: too few runs, or too like each other. Printed as {@code ~}. */
        NOTHING,
        /** The machine or the kit was another one. */
        NOT_COMPARABLE
    }

    /** Whether something is told. */
    boolean isTold() {
        return trend == Trend.SLOWER || trend == Trend.FASTER;
    }
}
