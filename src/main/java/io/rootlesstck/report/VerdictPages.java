package io.rootlesstck.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.base.WholeFile;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.document.Document;
import io.rootlesstck.report.Headings.Heading;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the documentation says of verdicts: a page with every claim, and a short table that stands
 * in another file between two markers. Both are of one cell of a result.
 */
public final class VerdictPages {
    /** The page with every claim, beside the file that has the table. */
    public static final Path PAGE = Path.of("docs/verdicts.md");

    private static final String BEGIN = "<!-- verdicts: what ./tck report --readme writes -->";
    private static final String END = "<!-- end of verdicts -->";

    private final RunResult result;
    private final CellResult cell;
    private final Map<Heading, List<PageClaim>> sections;
    private final Map<String, ClaimVerdict> verdicts = new TreeMap<>();

    /**
     * Prepares the pages.
     *
     * @param claims those of the kit
     * @param of the cell of the result that they tell of
     * @throws UsageException if the result has no such cell, or no verdict on one of its claims
     */
    public VerdictPages(RunResult result, Collection<PageClaim> claims, Cell of) {
        this.result = result;
        this.cell =
                result.cells().stream()
                        .filter(each -> each.cell().equals(of.id()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "The result has no cell %s; it has: %s."
                                                        .formatted(of, cells(result))));
        cell.claims().forEach(verdict -> verdicts.put(verdict.claim(), verdict));
        this.sections =
                claims.stream()
                        .collect(
                                groupingBy(
                                        Headings::of,
                                        () -> new TreeMap<>(Headings.IN_ORDER),
                                        Collectors.toList()));
        List<String> missing =
                claims.stream()
                        .filter(claim -> isTriedIn(of, claim))
                        .map(PageClaim::id)
                        .filter(id -> !verdicts.containsKey(id))
                        .toList();
        if (!missing.isEmpty()) {
            throw new UsageException(
                    "The result says nothing of %d claims of its cell, for example %s. Take that of a run of all suites: mvn test"
                            .formatted(missing.size(), missing.get(0)));
        }
    }

    private static String cells(RunResult result) {
        return result.cells().isEmpty()
                ? "none"
                : result.cells().stream().map(CellResult::cell).collect(joining(", "));
    }

    /** Whether the suites try a claim in a cell, in a run that is of no upgrade. */
    static boolean isTriedIn(Cell cell, PageClaim claim) {
        return claim.isAbout(cell.runtimeName())
                && claim.isMadeFor(cell.kubernetes())
                && claim.cells().haveFlavour(cell.flavour())
                && !claim.cells().upgrade();
    }

    /**
     * Writes the page, and the table into a file that has its markers.
     *
     * @throws UsageException if the markers are missing; nothing is written then
     */
    public void write(Path readme) {
        String told = withTable(readme, Document.text(readme), table());
        try {
            WholeFile.write(readme.resolveSibling(PAGE), page());
            WholeFile.write(readme, told);
        } catch (IOException e) {
            throw TckException.of("write the verdicts into " + readme)
                    .found(e.toString())
                    .next("Mend the cause and try again.")
                    .cause(e)
                    .error();
        }
    }

    /** A text with the table in the place of what stands between its markers. */
    static String withTable(Path file, String text, String table) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw TckException.of("write the table of verdicts into " + file)
                    .found("There is no line \"%s\" with \"%s\" below it.".formatted(BEGIN, END))
                    .next("Put both where the table is to stand.")
                    .usage();
        }
        return text.substring(0, begin + BEGIN.length()) + "\n" + table + text.substring(end);
    }

    /** A line for each heading of the page, and one for other sources: how many claims got what. */
    String table() {
        StringBuilder out = new StringBuilder();
        out.append("\n%s\n\n".formatted(where()));
        out.append("| heading | claims | verdicts |\n|---|---|---|\n");
        rows(sections, this::verdict).forEach(row -> out.append(row).append('\n'));
        return out.append('\n').toString();
    }

    /** What a claim got, or null. */
    interface Got {
        @Nullable Verdict of(PageClaim claim);
    }

    /** The lines of the short table. */
    static List<String> rows(Map<Heading, List<PageClaim>> sections, Got got) {
        Map<String, List<PageClaim>> rows = new LinkedHashMap<>();
        sections.forEach(
                (heading, claims) ->
                        rows.computeIfAbsent(name(heading), key -> new ArrayList<>())
                                .addAll(claims));
        List<String> lines = new ArrayList<>();
        rows.forEach(
                (name, claims) -> {
                    Map<Verdict, Long> counts =
                            claims.stream()
                                    .map(got::of)
                                    .filter(Objects::nonNull)
                                    .collect(
                                            groupingBy(
                                                    verdict -> verdict,
                                                    () -> new EnumMap<>(Verdict.class),
                                                    counting()));
                    String told =
                            counts.entrySet().stream()
                                    .map(each -> each.getValue() + " `" + each.getKey() + "`")
                                    .collect(joining(", "));
                    long tried = counts.values().stream().mapToLong(each -> each).sum();
                    String others =
                            tried == claims.size()
                                    ? ""
                                    : "%s%d tried in other cells"
                                            .formatted(
                                                    told.isEmpty() ? "" : ", ",
                                                    claims.size() - tried);
                    lines.add("| %s | %d | %s%s |".formatted(name, claims.size(), told, others));
                });
        return lines;
    }

    /** A heading of the page has a line of its own; those of other sources share one. */
    private static String name(Heading heading) {
        return heading.rank() < Headings.OF_OTHERS
                ? "[%s](%s)".formatted(MarkdownSummary.escape(heading.title()), heading.url())
                : "what other sources say of it";
    }

    /** The page with every claim. */
    String page() {
        StringBuilder out = new StringBuilder();
        out.append("# Every claim and its verdict\n\n");
        out.append(BEGIN).append("\n\n").append(where()).append("\n\n");
        out.append("| | |\n|---|---|\n");
        cell.facts().host().forEach((name, value) -> fact(out, name, Figures.value(value)));
        cell.facts().versions().forEach((name, version) -> fact(out, name, version));
        sections.forEach(
                (heading, claims) -> {
                    String title = MarkdownSummary.escape(heading.title());
                    out.append(
                            "\n## %s\n\n"
                                    .formatted(
                                            heading.url().isEmpty()
                                                    ? title
                                                    : "[%s](%s)".formatted(title, heading.url())));
                    if (heading.rank() >= Headings.OF_OTHERS) {
                        out.append(MarkdownSummary.escape(heading.source())).append(".\n\n");
                    }
                    out.append("| claim | what is claimed | verdict | why |\n|---|---|---|---|\n");
                    claims.forEach(
                            claim ->
                                    out.append(row(claim, verdict(claim)))
                                            .append(why(claim))
                                            .append(" |\n"));
                });
        return out.toString();
    }

    /** A claim's line up to the reason. */
    static String row(PageClaim claim, @Nullable Verdict verdict) {
        return "| `%s` | %s | %s | "
                .formatted(
                        claim.id(),
                        MarkdownSummary.escape(claim.text()),
                        verdict == null ? "–" : "`" + verdict + "`");
    }

    private String why(PageClaim claim) {
        ClaimVerdict verdict = verdicts.get(claim.id());
        if (verdict == null) {
            String runtime = claim.cells().runtime();
            return runtime == null ? "tried in other cells" : "tried in cells with " + runtime;
        }
        LedgerNote note = verdict.ledger();
        if (verdict.verdict() == Verdict.HOLDS && note == null) {
            return "";
        }
        String reason = MarkdownSummary.escape(verdict.reason());
        return note == null || note.reason().isEmpty()
                ? reason
                : "%s [more](%s)"
                        .formatted(
                                MarkdownSummary.escape(note.reason()),
                                PageBuilder.link(note.link()));
    }

    private @Nullable Verdict verdict(PageClaim claim) {
        ClaimVerdict found = verdicts.get(claim.id());
        return found == null ? null : found.verdict();
    }

    private String where() {
        Map<Verdict, Integer> counts = Figures.counts(List.of(cell));
        return "%s: %s; %s. Cell `%s`, %s, kit %s."
                .formatted(
                        Figures.date(result.started()),
                        counts.entrySet().stream()
                                .map(each -> "%d `%s`".formatted(each.getValue(), each.getKey()))
                                .collect(joining(", ")),
                        Figures.expectation(cell.claims()),
                        cell.cell(),
                        MarkdownSummary.escape(
                                String.valueOf(
                                        cell.facts().host().getOrDefault("host", "no host"))),
                        MarkdownSummary.escape(result.kit()));
    }

    private static void fact(StringBuilder out, String name, String value) {
        out.append(
                "| %s | %s |\n"
                        .formatted(MarkdownSummary.escape(name), MarkdownSummary.escape(value)));
    }
}
