package io.rootlesstck.explain;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.evidence.LogPattern;
import io.rootlesstck.evidence.LogPattern.Meaning;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells findings to a person: each when it is seen first, and in the end the root cause. */
public final class TextReport implements Report {
    private static final String RULE = "-".repeat(72);

    private final PrintWriter out;

    /** Writes to {@code out}, and flushes it after each finding. */
    public TextReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void first(Finding finding) {
        LogPattern pattern = finding.pattern();
        line(
                "%-9s %s%s",
                word(finding.meaning()),
                place(finding.first()),
                finding.claim() == null ? "" : "  claim " + finding.claim());
        line("  | %s", finding.first().text());
        line("  %s", pattern.says());
        if (pattern.remedy() != null) {
            line("  Do: %s", pattern.remedy());
        }
        line("");
        out.flush();
    }

    @Override
    public void note(String text) {
        line("NOTE      %s", text);
        line("");
        out.flush();
    }

    @Override
    public void end(Explained explained) {
        line(RULE);
        List<RootCause> fatal = explained.causes().stream().filter(RootCause::isFatal).toList();
        List<RootCause> symptoms =
                explained.causes().stream().filter(cause -> !cause.isFatal()).toList();
        if (fatal.isEmpty()) {
            line(nothingFatal(explained, symptoms));
        }
        for (int i = 0; i < fatal.size(); i++) {
            line(i == 0 ? "ROOT CAUSE" : "FATAL AS WELL, of its own");
            cause(fatal.get(i));
        }
        if (!fatal.isEmpty() && !symptoms.isEmpty()) {
            line("NOT EXPLAINED by these");
        }
        symptoms.forEach(this::cause);
        counts("Tolerated, as documented", explained.of(Meaning.TOLERATED));
        counts("Harmless, or merely told", explained.of(Meaning.INFO));
        unknown(explained);
        line(
                "Read %s in %s, %s.%s",
                counted(explained.lines(), "line"),
                counted(explained.files(), "file"),
                megabytes(explained.bytes()),
                explained.cutLines() == 0
                        ? ""
                        : " Of %s longer than %d KiB the rest was not looked at."
                                .formatted(
                                        counted(explained.cutLines(), "line"),
                                        LogScanner.LINE_LIMIT / 1024));
        out.flush();
    }

    private static String nothingFatal(Explained explained, List<RootCause> symptoms) {
        if (explained.lines() == 0) {
            return "There was nothing to read.";
        }
        if (explained.findings().isEmpty()) {
            return "No line of it is known.";
        }
        return symptoms.isEmpty()
                ? "Nothing fatal."
                : "Nothing fatal; what does not work, and no line explains:";
    }

    private void cause(RootCause cause) {
        LogPattern pattern = cause.pattern();
        line("  %s", pattern.says());
        if (pattern.remedy() != null) {
            line("  Do: %s", pattern.remedy());
        }
        cause.findings().forEach(each -> line("    %s", counted(each)));
        if (!cause.explains().isEmpty()) {
            line("  It explains");
            cause.explains()
                    .forEach(each -> line("    %s: %s", counted(each), each.pattern().says()));
        }
        line("");
    }

    private void counts(String title, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        long count = findings.stream().mapToLong(Finding::count).sum();
        Set<String> names = new LinkedHashSet<>();
        for (Finding finding : findings) {
            names.add(finding.claim() == null ? finding.pattern().id() : finding.claim());
        }
        line("%s: %s (%s)", title, counted(count, "line"), names.stream().collect(joining(", ")));
    }

    private void unknown(Explained explained) {
        if (explained.unknownErrors() == 0) {
            return;
        }
        if (explained.unknown().isEmpty()) {
            line(
                    "Not known: %s (--all shows them)",
                    counted(explained.unknownErrors(), "error line"));
            return;
        }
        line("Not known: %s", counted(explained.unknownErrors(), "error line"));
        for (UnknownError error : explained.unknown()) {
            line("  %6d x %s  %s", error.count(), place(error.first()), error.first().text());
        }
    }

    private static String counted(Finding finding) {
        Span span = finding.spans().get(0);
        String claim = finding.claim() == null ? "" : ", claim " + finding.claim();
        String where = place(span.first()) + time(span.first().time());
        if (finding.count() == 1) {
            return where + claim;
        }
        String logs = finding.spans().size() == 1 ? "" : " in " + finding.spans().size() + " files";
        String last =
                finding.spans().size() == 1
                        ? ", up to line " + span.last().number() + time(span.last().time())
                        : "";
        return where + ", " + counted(finding.count(), "line") + logs + last + claim;
    }

    private static String place(Sighting at) {
        return Sighting.shown(at.file()) + ":" + at.number();
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : " at " + time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String word(Meaning meaning) {
        return meaning.name();
    }

    private static String counted(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private void line(String format, Object... values) {
        out.print(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
        out.print('\n');
    }
}
