package io.rootlesstck.report;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.report.Page.Bar;
import io.rootlesstck.report.Page.Column;
import io.rootlesstck.report.Page.Count;
import io.rootlesstck.report.Page.Fact;
import io.rootlesstck.report.Page.Judged;
import io.rootlesstck.report.Page.Row;
import io.rootlesstck.report.Page.Said;
import io.rootlesstck.report.Page.Section;
import io.rootlesstck.report.Page.Shape;
import io.rootlesstck.report.Page.Tried;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a page of a result: turns it from cells down to claims down, and finds the words. */
final class PageBuilder {
    private static final int LONGEST_REASON = 3000; // in an opened claim
    private static final int LONGEST_SUMMARY = 320; // in the table
    private static final int MOST_SUMMARIES = 3;
    private static final int LONGEST_VALUE = 600;

    private final RunResult result;
    private final ClaimBook book;
    private final Shelf shelf;
    private final ScenarioSettings settings;
    private final List<CellResult> cells;
    private final Map<Shape, Integer> shapes = new LinkedHashMap<>();

    PageBuilder(RunResult result, ClaimBook book, Shelf shelf) {
        this.result = result;
        this.book = book;
        this.shelf = shelf;
        this.settings = new ScenarioSettings(book);
        this.cells = result.cells();
    }

    Page build(String evidence) {
        Set<String> ids = new TreeSet<>();
        cells.forEach(cell -> cell.claims().forEach(claim -> ids.add(claim.claim())));
        List<String> notes = new ArrayList<>(book.notes());
        long unknown = ids.stream().filter(id -> book.claim(id) == null).count();
        if (unknown > 0 && book.notes().isEmpty()) {
            notes.add(
                    "%d of the result's claims are not known to this kit; they are shown without their sentences."
                            .formatted(unknown));
        }
        List<Section> sections = sections(ids);
        List<ClaimVerdict> verdicts = Figures.verdicts(result);
        return new Page(
                text(result.kit()),
                Figures.date(result.started()),
                Figures.seconds(result.seconds()),
                ids.size(),
                verdicts.size(),
                (int) verdicts.stream().filter(Figures::isRed).count(),
                Figures.expectation(verdicts),
                evidence,
                counts(cells),
                columns(),
                sections,
                suites(),
                List.copyOf(shapes.keySet()),
                settings.all(),
                notes);
    }

    // --- cells --------------------------------------------------------------------------------

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (CellResult cell : cells) {
            columns.add(
                    new Column(
                            columns.size(),
                            text(cell.cell()),
                            counts(List.of(cell)),
                            facts(cell.parts()),
                            facts(cell.facts().host()),
                            facts(cell.facts().versions()),
                            cell.facts().passedOver().stream()
                                    .map(host -> fact(host.candidate(), host.reason()))
                                    .toList(),
                            cell.notMade().stream()
                                    .map(each -> fact(each.claim(), each.reason()))
                                    .toList(),
                            bars(cell.facts().timings())));
        }
        return columns;
    }

    private static List<Count> counts(Collection<CellResult> of) {
        Map<Verdict, Integer> counts = Figures.counts(of);
        double all = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<Count> shown = new ArrayList<>();
        int before = 0;
        for (Map.Entry<Verdict, Integer> each : counts.entrySet()) {
            shown.add(
                    new Count(
                            each.getKey().name(),
                            each.getValue(),
                            percent(before / all),
                            percent(each.getValue() / all)));
            before += each.getValue();
        }
        return shown;
    }

    /** The seconds of all tests by their class, the longest first. */
    private List<Bar> suites() {
        Map<String, Double> seconds = new TreeMap<>();
        for (ClaimVerdict verdict : Figures.verdicts(result)) {
            for (Outcome outcome : verdict.outcomes()) {
                String suite = outcome.test().replaceFirst("\\..*", "");
                seconds.merge(suite, outcome.seconds(), Double::sum);
            }
        }
        return bars(seconds);
    }

    private static List<Bar> bars(Map<String, Double> seconds) {
        double most = seconds.values().stream().mapToDouble(each -> each).max().orElse(0);
        return seconds.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Double>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(
                        each ->
                                new Bar(
                                        text(each.getKey()),
                                        Figures.seconds(each.getValue()),
                                        width(each.getValue(), most)))
                .toList();
    }

    // --- claims -------------------------------------------------------------------------------

    private List<Section> sections(Set<String> ids) {
        Map<String, Map<Integer, ClaimVerdict>> byClaim = new TreeMap<>();
        for (int i = 0; i < cells.size(); i++) {
            for (ClaimVerdict verdict : cells.get(i).claims()) {
                byClaim.computeIfAbsent(verdict.claim(), id -> new TreeMap<>()).put(i, verdict);
            }
        }
        double longest = full(byClaim.values());
        Map<Headings.Heading, List<Row>> rows = new TreeMap<>(Headings.IN_ORDER);
        int key = 0;
        for (String id : ids) {
            Map<Integer, ClaimVerdict> verdicts = byClaim.getOrDefault(id, Map.of());
            rows.computeIfAbsent(Headings.of(book.claim(id)), heading -> new ArrayList<>())
                    .add(row(key++, id, verdicts, longest));
        }
        List<Section> sections = new ArrayList<>();
        rows.forEach(
                (heading, its) ->
                        sections.add(
                                new Section(
                                        heading.title(), heading.source(), heading.url(), its)));
        return sections;
    }

    private Row row(int key, String id, Map<Integer, ClaimVerdict> verdicts, double longest) {
        PageClaim claim = book.claim(id);
        double median = median(verdicts);
        List<Said> said = said(verdicts);
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            ClaimVerdict verdict = verdicts.get(i);
            if (verdict == null) {
                judged.add(new Judged(i, "", "", ledger(null), List.of()));
            } else {
                judged.add(judged(i, verdict));
            }
        }
        Headings.Heading heading = Headings.of(claim);
        return new Row(
                key,
                text(id),
                claim == null ? "" : text(claim.text()),
                heading.url(),
                heading.source(),
                claim == null ? "" : claim.versions().toString(),
                claim == null || claim.noControl() == null ? "" : text(claim.noControl()),
                claim == null ? List.of() : texts(claim),
                said.subList(0, Math.min(MOST_SUMMARIES, said.size())),
                Math.max(0, said.size() - MOST_SUMMARIES),
                judged,
                verdicts.values().stream()
                        .map(verdict -> verdict.verdict().name())
                        .distinct()
                        .collect(joining(" ")),
                Figures.seconds(median),
                width(median, longest));
    }

    /** The expected texts by purpose, of whatever version. */
    private static List<Fact> texts(PageClaim claim) {
        List<Fact> texts = new ArrayList<>();
        new TreeMap<>(claim.texts())
                .forEach(
                        (purpose, each) ->
                                each.forEach(
                                        one ->
                                                texts.add(
                                                        fact(
                                                                one.versions().since() == null
                                                                                && one.versions()
                                                                                                .until()
                                                                                        == null
                                                                        ? purpose
                                                                        : purpose
                                                                                + ", "
                                                                                + one.versions(),
                                                                one.text()))));
        return texts;
    }

    /** Each reason once, the worst first, with the cells that it was given in. */
    private List<Said> said(Map<Integer, ClaimVerdict> verdicts) {
        record Key(Verdict verdict, String reason, Page.Ledger ledger) {}
        Map<Key, List<String>> where = new LinkedHashMap<>();
        verdicts.entrySet().stream()
                .sorted(comparing(each -> -Severity.of(each.getValue())))
                .forEach(
                        each -> {
                            ClaimVerdict verdict = each.getValue();
                            Page.Ledger ledger = ledger(verdict.ledger());
                            if (verdict.reason().isEmpty() && ledger.match().isEmpty()) {
                                return;
                            }
                            where.computeIfAbsent(
                                            new Key(
                                                    verdict.verdict(),
                                                    VisibleText.cut(
                                                            verdict.reason(), LONGEST_SUMMARY),
                                                    ledger),
                                            key -> new ArrayList<>())
                                    .add(cells.get(each.getKey()).cell());
                        });
        List<Said> said = new ArrayList<>();
        where.forEach(
                (key, names) ->
                        said.add(
                                new Said(
                                        key.verdict.name(), where(names), key.reason, key.ledger)));
        return said;
    }

    /** Empty where there is but one cell, or where it is the same in all of them. */
    private String where(List<String> names) {
        if (cells.size() == 1 || names.size() == cells.size()) {
            return "";
        }
        return names.size() == 1 ? text(names.get(0)) : names.size() + " cells";
    }

    private Judged judged(int index, ClaimVerdict verdict) {
        CellResult cell = cells.get(index);
        List<Tried> tried = new ArrayList<>();
        for (Outcome outcome : verdict.outcomes()) {
            tried.add(tried(cell, verdict, outcome));
        }
        return new Judged(
                index,
                verdict.verdict().name(),
                VisibleText.cut(verdict.reason(), LONGEST_REASON),
                ledger(verdict.ledger()),
                tried);
    }

    private Tried tried(CellResult cell, ClaimVerdict verdict, Outcome outcome) {
        Folder folder = Folder.of(cell.cell(), outcome.evidence());
        Shape shape =
                new Shape(
                        outcome.role() == Role.CONTROL,
                        outcome.status().name(),
                        text(outcome.test()),
                        text(outcome.scenario()),
                        settings.key(outcome.scenario()),
                        folder.name(),
                        folder.files());
        return new Tried(
                shapes.computeIfAbsent(shape, each -> shapes.size()),
                Figures.seconds(outcome.seconds()),
                // What the verdict's reason already says in full.
                verdict.reason().contains(outcome.reason())
                        ? ""
                        : VisibleText.cut(outcome.reason(), LONGEST_REASON),
                facts(outcome.measured()),
                shelf.excerpts(outcome));
    }

    private static Page.Ledger ledger(@Nullable LedgerNote note) {
        if (note == null) {
            return new Page.Ledger("", "", "");
        }
        String text =
                switch (note.match()) {
                    case EXPECTED -> note.reason();
                    case NEW -> "the ledger does not know this deviation";
                    case VANISHED, CHANGED ->
                            "the ledger expects %s: %s".formatted(note.verdict(), note.reason());
                };
        return new Page.Ledger(
                note.match().name().toLowerCase(Locale.ROOT),
                text(text),
                note.match() == Match.NEW ? "" : link(note.link()));
    }

    /** The link, if following it can do no more than open a page. */
    static String link(String link) {
        return link.startsWith("https://") || link.startsWith("http://") ? text(link) : "";
    }

    /**
     * What fills a bar: the time that one claim in twenty takes longer than; a few take minutes.
     */
    private static double full(Collection<Map<Integer, ClaimVerdict>> claims) {
        double[] sorted = claims.stream().mapToDouble(PageBuilder::median).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * 19 / 20];
    }

    // --- small things -------------------------------------------------------------------------

    private static double median(Map<Integer, ClaimVerdict> verdicts) {
        double[] sorted =
                verdicts.values().stream().mapToDouble(ClaimVerdict::seconds).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static List<Fact> facts(Map<String, ?> of) {
        return of.entrySet().stream()
                .map(each -> fact(each.getKey(), Figures.value(each.getValue())))
                .toList();
    }

    private static Fact fact(String name, String value) {
        return new Fact(text(name), VisibleText.cut(value, LONGEST_VALUE));
    }

    private static String text(String text) {
        return VisibleText.of(text);
    }

    private static String width(double part, double whole) {
        return percent(whole > 0 ? Math.min(1, part / whole) : 0);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f", 100 * part);
    }
}
