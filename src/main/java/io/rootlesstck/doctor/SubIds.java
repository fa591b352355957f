package io.rootlesstck.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of subordinate numbers, subuid(5) and subgid(5).
 *
 * @param ranges in the order of the file
 * @param badLines numbers of the lines that are no range, from 1
 */
record SubIds(List<Range> ranges, List<Integer> badLines) {
    /** Numbers are of 32 bits, and the last one stands for none. */
    private static final long LAST = 4294967294L;

    /** Where useradd(8) begins: SUB_UID_MIN of login.defs(5). */
    private static final long FIRST_FREE = 100_000;

    private static final Pattern FORM = Pattern.compile("([^:]+):(\\d{1,10}):(\\d{1,10})");

    /** Numbers from {@code start} on; whose they are is a name or a number. */
    record Range(String owner, long start, long count) {
        long end() {
            return start + count;
        }

        boolean meets(Range other) {
            return start < other.end() && other.start < end();
        }

        @Override
        public String toString() {
            return "%s:%d:%d".formatted(owner, start, count);
        }
    }

    SubIds {
        ranges = List.copyOf(ranges);
        badLines = List.copyOf(badLines);
    }

    static SubIds parse(String text) {
        List<Range> ranges = new ArrayList<>();
        List<Integer> badLines = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher form = FORM.matcher(line);
            if (!form.matches()) {
                badLines.add(i + 1);
                continue;
            }
            Range range =
                    new Range(
                            form.group(1),
                            Long.parseLong(form.group(2)),
                            Long.parseLong(form.group(3)));
            if (range.count() == 0 || range.end() - 1 > LAST) {
                badLines.add(i + 1);
            } else {
                ranges.add(range);
            }
        }
        return new SubIds(ranges, badLines);
    }

    List<Range> of(JudgedUser user) {
        return ranges.stream().filter(range -> isOf(range, user)).toList();
    }

    private static boolean isOf(Range range, JudgedUser user) {
        return range.owner().equals(user.name())
                || range.owner().equals(String.valueOf(user.uid()));
    }

    /** How many numbers a user has; those that stand twice count once. */
    long count(JudgedUser user) {
        long count = 0;
        long end = 0;
        for (Range range :
                of(user).stream().sorted(Comparator.comparingLong(Range::start)).toList()) {
            long from = Math.max(range.start(), end);
            count += Math.max(0, range.end() - from);
            end = Math.max(end, range.end());
        }
        return count;
    }

    /** Ranges of others that share numbers with the user's. */
    List<Range> shared(JudgedUser user) {
        List<Range> own = of(user);
        return ranges.stream()
                .filter(range -> !isOf(range, user) && own.stream().anyMatch(range::meets))
                .toList();
    }

    /** The first number with so many free ones behind it. */
    long firstFree(long wanted) {
        long start = FIRST_FREE;
        for (Range range :
                ranges.stream().sorted(Comparator.comparingLong(Range::start)).toList()) {
            if (range.start() >= start + wanted) {
                break;
            }
            start = Math.max(start, range.end());
        }
        return start;
    }
}
