package io.rootlesstck.report;

import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts and how they are written, the same in every form of the report. */
final class Figures {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final double MINUTE = 60;

    private Figures() {}

    /** How many claims got each verdict, without those that none got. */
    static Map<Verdict, Integer> counts(Collection<CellResult> cells) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (CellResult cell : cells) {
            cell.claims().forEach(claim -> counts.merge(claim.verdict(), 1, Integer::sum));
        }
        return counts;
    }

    /** The verdicts of all cells in one list. */
    static List<ClaimVerdict> verdicts(RunResult result) {
        return result.cells().stream().flatMap(cell -> cell.claims().stream()).toList();
    }

    /**
     * Whether the verdict makes a run red, as the run itself decides: what the ledger expects does
     * not, and what it expects in vain does.
     */
    static boolean isRed(ClaimVerdict verdict) {
        LedgerNote note = verdict.ledger();
        return switch (verdict.verdict()) {
            case HOLDS, DRIFTED -> note != null && note.isGone();
            case BROKEN -> note == null || note.match() != LedgerNote.Match.EXPECTED;
            case NOT_RUN, ERROR -> true;
        };
    }

    /** How the verdicts compare with what the ledger expects, in a few words. */
    static String expectation(Collection<ClaimVerdict> verdicts) {
        long red = verdicts.stream().filter(Figures::isRed).count();
        if (red > 0) {
            return "%d not as expected".formatted(red);
        }
        long unknown =
                verdicts.stream()
                        .filter(verdict -> verdict.verdict() != Verdict.HOLDS)
                        .filter(
                                verdict ->
                                        verdict.ledger() == null
                                                || verdict.ledger().match()
                                                        != LedgerNote.Match.EXPECTED)
                        .count();
        return unknown > 0
                ? "%d not in the ledger, none of which makes a run red".formatted(unknown)
                : "all as expected";
    }

    /** A fact's value in a line; a list without brackets. */
    static String value(Object value) {
        return value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    /** A duration for people: {@code 4.9 s}, {@code 10 min 54 s}. */
    static String seconds(double seconds) {
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return "%d min %d s".formatted(whole / 60, whole % 60);
    }

    /** A size for people, in kB of 1000 bytes. */
    static String size(long bytes) {
        return bytes < 1000
                ? bytes + " B"
                : String.format(Locale.ROOT, "%.0f kB", Math.ceil(bytes / 1000.0));
    }

    /** A point in time for people, in UTC. */
    static String date(Instant instant) {
        return DATE.format(instant);
    }
}
