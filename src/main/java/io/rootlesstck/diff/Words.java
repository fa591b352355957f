package io.rootlesstck.diff;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.diff.Timing.Trend;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What all forms of a comparison say in the same words. */
final class Words {
    private static final double LONG = 100;

    private Words() {}

    /**
     * A text without what a terminal would obey or a reader could not see: control characters and
     * those that turn the direction of writing. Line breaks stay.
     */
    static String plain(String text) {
        return text.replace("\t", "  ").replaceAll("[\\p{Cc}\\p{Cf}&&[^\n]]", "?");
    }

    /** The same on one line. */
    static String line(String text) {
        return plain(text).replace('\n', ' ');
    }

    /** HTML or Markdown in ASCII, so that it comes through whatever the terminal's encoding is. */
    static String ascii(String markup) {
        StringBuilder ascii = new StringBuilder();
        markup.codePoints()
                .forEach(
                        point -> {
                            if (point < 128) {
                                ascii.append((char) point);
                            } else {
                                ascii.append("&#").append(point).append(';');
                            }
                        });
        return ascii.toString();
    }

    /** Seconds for a person, three digits or so. */
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < LONG ? "%.1f s" : "%.0f s", seconds);
    }

    /** A median, and how far its confidence interval goes, where there is one. */
    static String sample(Sample sample, String plusMinus) {
        String median = seconds(sample.median());
        return sample.spread() == null
                ? median
                : median + " %s %.0f%%".formatted(plusMinus, sample.spread() * 100);
    }

    /** The change of a median, or {@code ~}, and what is behind it. */
    static String change(Timing time) {
        String change =
                time.isTold() && time.change() != null
                        ? String.format(Locale.ROOT, "%+.1f%%", time.change() * 100)
                        : time.isTold() ? time.trend().name().toLowerCase(Locale.ROOT) : "~";
        return change + " (" + evidence(time) + ")";
    }

    private static String evidence(Timing time) {
        if (!time.why().isEmpty()) {
            return time.why();
        }
        int before = time.from().runs();
        int after = time.to().runs();
        return String.format(
                Locale.ROOT,
                "p=%.3f n=%s",
                time.p(),
                before == after ? String.valueOf(before) : before + "+" + after);
    }

    /** For example {@code 112 claims: 1 now failing, 111 the same}. */
    static String claims(ResultDiff diff) {
        Map<Change, Integer> counts = diff.counts();
        int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
        return plural(sum, "claim")
                + counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().title())
                        .collect(joining(", ", sum == 0 ? "" : ": ", ""));
    }

    /** For example {@code 100 times: 2 slower, 98 ~}; and why there is nothing to say of some. */
    static List<String> times(ResultDiff diff) {
        Map<Trend, Integer> trends = diff.trends();
        int sum = trends.values().stream().mapToInt(Integer::intValue).sum();
        if (sum == 0) {
            return List.of();
        }
        String first =
                plural(sum, "time")
                        + trends.entrySet().stream()
                                .map(entry -> entry.getValue() + " " + title(entry.getKey()))
                                .collect(joining(", ", ": ", ""));
        return Stream.concat(Stream.of(first), Stream.concat(silences(diff), chance(diff)))
                .toList();
    }

    private static Stream<String> silences(ResultDiff diff) {
        String needs =
                " (with as many on both sides, %d are the fewest that can say anything at p < %s)"
                        .formatted(Times.FEWEST_RUNS, Times.ALPHA);
        return diff.silences().entrySet().stream()
                .map(
                        entry ->
                                "%d: %s%s"
                                        .formatted(
                                                entry.getValue(),
                                                entry.getKey(),
                                                entry.getKey().startsWith(Times.TOO_FEW)
                                                        ? needs
                                                        : ""));
    }

    /** One in twenty comparisons of the same finds a difference. */
    private static Stream<String> chance(ResultDiff diff) {
        long tested = diff.tested();
        int told =
                diff.trends().getOrDefault(Trend.SLOWER, 0)
                        + diff.trends().getOrDefault(Trend.FASTER, 0);
        return told == 0
                ? Stream.empty()
                : Stream.of(
                        "of %d that were tested at p < %s, about %d would differ by chance alone"
                                .formatted(tested, Times.ALPHA, Math.round(tested * Times.ALPHA)));
    }

    private static String title(Trend trend) {
        return switch (trend) {
            case SLOWER -> "slower";
            case FASTER -> "faster";
            case NOTHING -> "~";
            case NOT_COMPARABLE -> "not comparable";
        };
    }

    /** What a side is: its name, its runs and when they were. */
    static String side(ResultDiff.Compared side) {
        List<String> started = side.started();
        String when =
                started.isEmpty()
                        ? ""
                        : started.size() == 1
                                ? ", " + started.get(0)
                                : ", " + started.get(0) + " to " + started.get(started.size() - 1);
        return "%s (%s%s)".formatted(side.name(), plural(side.runs(), "run"), when);
    }

    /** The last word. */
    static String conclusion(ResultDiff diff) {
        if (!diff.isWorse()) {
            return "Nothing got worse.";
        }
        return "Worse: "
                + diff.counts().entrySet().stream()
                        .filter(entry -> entry.getKey().isWorse())
                        .map(entry -> entry.getValue() + " " + entry.getKey().title())
                        .collect(joining(", "))
                + ".";
    }

    /** What a difference is of, for example {@code kernel: 7.3.4 -> 7.4.0}. */
    static String difference(Difference each, String arrow) {
        return "%s: %s %s %s".formatted(each.what(), each.from(), arrow, each.to());
    }

    static String plural(int number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
