package io.rootlesstck.explain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads when a line was written, in whichever of the usual forms comes first in it.
 *
 * <p>klog and journalctl's short format tell no year: the last one in which the time is not in the
 * future is taken. Times that tell no zone are taken as UTC, which is what nodes run with.
 */
final class LogTime {
    /** The time is near the beginning, or the line has none. */
    private static final int WITHIN = 400;

    private static final Pattern FORMS =
            Pattern.compile(
                    "(?<iso>(?<date>\\d{4}-\\d{2}-\\d{2})[T_ ](?<clock>\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?)"
                            + "(?<zone>Z|[+-]\\d{2}:?\\d{2})?)"
                            + "|(?<klog>\\b[IWEF](?<mmdd>\\d{4}) (?<klogclock>\\d{2}:\\d{2}:\\d{2}\\.\\d{6}) )"
                            + "|(?<journal>\\b(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
                            + " {1,2}(?<day>\\d{1,2}) (?<jclock>\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,6})?)\\b)"
                            + "|\"ts\":(?<ms>\\d{12,14})(?:\\.\\d+)?"
                            + "|\"__REALTIME_TIMESTAMP\"\\s?:\\s?\"(?<us>\\d{15,17})\"");

    private LogTime() {}

    /** When a line was written; nothing if it does not say. */
    static Optional<Instant> of(String line, Instant now) {
        Matcher form = FORMS.matcher(line.substring(0, Math.min(WITHIN, line.length())));
        if (!form.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(form, now));
        } catch (DateTimeException e) {
            return Optional.empty(); // digits like 1399 that are no date
        }
    }

    private static Instant read(Matcher form, Instant now) {
        if (form.group("iso") != null) {
            String zone = form.group("zone");
            String offset = zone == null || zone.equals("Z") ? "+00:00" : zone;
            return OffsetDateTime.parse(
                            form.group("date")
                                    + "T"
                                    + form.group("clock").replace(',', '.')
                                    + (offset.contains(":")
                                            ? offset
                                            : offset.substring(0, 3) + ":" + offset.substring(3)))
                    .toInstant();
        }
        if (form.group("ms") != null) {
            return Instant.ofEpochMilli(Long.parseLong(form.group("ms")));
        }
        if (form.group("us") != null) {
            long micros = Long.parseLong(form.group("us"));
            return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
        }
        if (form.group("klog") != null) {
            String date = form.group("mmdd");
            return yearless(
                    Integer.parseInt(date.substring(0, 2)),
                    Integer.parseInt(date.substring(2)),
                    form.group("klogclock"),
                    now);
        }
        return yearless(
                month(form.group("month")),
                Integer.parseInt(form.group("day")),
                form.group("jclock"),
                now);
    }

    private static Instant yearless(int month, int day, String clock, Instant now) {
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        LocalTime time = LocalTime.parse(clock);
        Instant latest = now.plus(Duration.ofDays(1));
        for (int back = 0; ; back++) {
            // 29 February is a date in one year of four, and a century may lack it.
            if (back > 8 || YearMonth.of(year - back, month).isValidDay(day)) {
                Instant read =
                        LocalDateTime.of(year - back, month, day, 0, 0)
                                .with(time)
                                .toInstant(ZoneOffset.UTC);
                if (!read.isAfter(latest)) {
                    return read;
                }
            }
        }
    }

    private static int month(String name) {
        for (Month month : Month.values()) {
            if (month.name().startsWith(name.toUpperCase(Locale.ROOT))) {
                return month.getValue();
            }
        }
        throw new DateTimeException(name);
    }
}
