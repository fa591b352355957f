package io.rootlesstck.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rootlesstck.diff.Timing.Trend;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    /** Counted: of C(8, 4) = 70 orders 2 are as far apart as the first, and 4 as the third. */
    @ParameterizedTest
    @CsvSource({
        "1 2 3 4, 5 6 7 8, SLOWER, 0.02857",
        "5 6 7 8, 1 2 3 4, FASTER, 0.02857",
        "1 2 3 5, 4 6 7 8, NOTHING, 0.05714",
        "1 4 5 8, 2 3 6 7, NOTHING, 1",
        "1 2, 3 4 5 6 7 8 9 10, SLOWER, 0.04444"
    })
    void testsWhetherTimesDiffer(String from, String to, Trend trend, double p) {
        Timing time = Times.compare(seconds(from), seconds(to), List.of());

        assertThat(time.trend()).isEqualTo(trend);
        assertThat(time.p()).isCloseTo(p, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, too few runs: 1 and 1",
        "1 2 3, 4 5 6, too few runs: 3 and 3",
        // Tied values are tested by an approximation, which gives 0.047 here; no three runs can.
        "1 1 1, 2 2 2, too few runs: 3 and 3",
        "1 1 1 1, 1 1 1 1, all times are equal"
    })
    void saysNothingWhereNothingCanBeSaid(String from, String to, String why) {
        Timing time = Times.compare(seconds(from), seconds(to), List.of());

        assertThat(time.trend()).isEqualTo(Trend.NOTHING);
        assertThat(time.p()).isNull();
        assertThat(time.why()).isEqualTo(why);
    }

    @Test
    void tellsTheChangeOfTheMedian() {
        assertThat(Times.compare(seconds("1 2 3 4"), seconds("5 6 7 8"), List.of()).change())
                .isCloseTo(1.6, within(1e-9));
        assertThat(Times.compare(seconds("0"), seconds("1"), List.of()).change()).isNull();
    }

    @Test
    void hasAnIntervalOfTheMedianFromSixRunsOn() {
        assertThat(Sample.of(seconds("1 2 3 4 5"))).isEqualTo(new Sample(5, 3, null));
        // The least and the greatest of six are its ends: 1 - 2 / 2^6 = 0.97.
        assertThat(Sample.of(seconds("1 2 3 5 6 7"))).isEqualTo(new Sample(6, 4, 0.75));
        // Of nine they are the second of each end: 1 - 2 (1 + 9) / 2^9 = 0.96.
        assertThat(Sample.of(seconds("1 2 3 4 10 11 12 13 100"))).isEqualTo(new Sample(9, 10, 0.8));
        assertThat(Sample.of(seconds("0 0 0 0 0 0"))).isEqualTo(new Sample(6, 0, null));
    }

    private static List<Double> seconds(String text) {
        return Stream.of(text.split(" ")).map(Double::valueOf).toList();
    }
}
