package io.rootlesstck.verdict;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.document.ConfigFormat;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a ledger say what a result says. Cells and claims that the result knows nothing of stay as
 * they are, and so does every line of the file that need not change: comments, reasons, links.
 */
public final class LedgerUpdate {
    private static final int LONGEST_REASON = 300;

    /**
     * What came of it.
     *
     * @param text the new text of the file
     * @param changes what was changed, a line each, for a person
     * @param leftOut deviations that were not taken over, a line each
     */
    public record Updated(String text, List<String> changes, List<String> leftOut) {}

    private record Found(String cell, ClaimVerdict verdict) {
        /** What the claim is there, and where; an error is nobody's deviation. */
        String told() {
            return "%s in %s: %s".formatted(verdict.claim(), cell, verdict.verdict());
        }
    }

    private final Path file;
    private final Document document;
    private final Ledger ledger;
    private final Claims claims;
    private final Collection<String> cells;
    private final List<Found> found = new ArrayList<>();

    private final LedgerLines lines;
    private final List<Expected> wanted = new ArrayList<>();
    private final List<Expected> added = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private LedgerUpdate(Path file, Claims claims, Collection<String> cells, RunResult result) {
        this.file = file;
        this.claims = claims;
        String text = Document.text(file);
        this.document = Document.yaml(file, text);
        for (CellResult cell : result.cells()) {
            cell.claims().forEach(verdict -> found.add(new Found(cell.cell(), verdict)));
        }
        // The cells of a result are known to be cells, whatever the matrix lists today.
        this.cells = new TreeSet<>(cells);
        result.cells().forEach(cell -> this.cells.add(cell.cell()));
        this.ledger = new LedgerReader(document, claims, this.cells).read();
        this.lines = new LedgerLines(text);
    }

    /**
     * Works out the new text of a ledger.
     *
     * @param file the ledger; it is read, not written
     * @param cells as in {@link Ledger#load}
     * @throws DocumentException if the ledger is wrong, or written in a way that cannot be kept
     */
    public static Updated of(Path file, Claims claims, Collection<String> cells, RunResult result) {
        return new LedgerUpdate(file, claims, cells, result).update();
    }

    private Updated update() {
        for (int i = 0; i < ledger.entries().size(); i++) {
            check(i, ledger.entries().get(i));
        }
        for (Found each : found) {
            if (ledger.expected(each.cell, each.verdict.claim()).isEmpty()) {
                addNew(each);
            }
        }
        wanted.addAll(added);
        added.forEach(entry -> lines.append(yaml(entry)));
        String text = lines.text();
        requireSaid(text);
        return new Updated(text, List.copyOf(changes), List.copyOf(leftOut));
    }

    private void check(int i, Expected entry) {
        List<Found> seen =
                found.stream()
                        .filter(
                                each ->
                                        ledger.expected(each.cell, each.verdict.claim())
                                                .filter(entry::equals)
                                                .isPresent())
                        .filter(each -> isKnown(each.verdict.verdict(), entry))
                        .toList();
        Set<Verdict> verdicts =
                seen.stream()
                        .map(each -> each.verdict.verdict())
                        .collect(toCollection(() -> EnumSet.noneOf(Verdict.class)));
        if (verdicts.isEmpty() || verdicts.equals(EnumSet.of(entry.verdict()))) {
            wanted.add(entry);
            return;
        }
        if (verdicts.size() == 1 && !verdicts.contains(Verdict.HOLDS)) {
            Verdict now = verdicts.iterator().next();
            int line = document.at("/expected/" + i + "/verdict").line();
            lines.replace(line, entry.verdict().name(), now.name());
            wanted.add(with(entry, entry.cells(), now));
            changes.add(
                    "changed %s in %s: %s instead of %s"
                            .formatted(entry.claim(), entry.cells(), now, entry.verdict()));
            return;
        }
        int next =
                i + 1 < ledger.entries().size()
                        ? document.at("/expected/" + (i + 1)).line()
                        : Integer.MAX_VALUE;
        lines.remove(document.at("/expected/" + i).line(), next);
        changes.add(
                "removed %s in %s: no longer %s"
                        .formatted(entry.claim(), entry.cells(), entry.verdict()));
        for (Found each : seen) {
            if (each.verdict.verdict() != Verdict.HOLDS) {
                added.add(with(entry, each.cell, each.verdict.verdict()));
                changes.add("added " + each.told());
            }
        }
    }

    /** Whether a verdict says anything of what an entry expects: what did not run does not. */
    private static boolean isKnown(Verdict verdict, Expected entry) {
        return switch (verdict) {
            case HOLDS, BROKEN, DRIFTED -> true;
            case NOT_RUN -> entry.verdict() == Verdict.NOT_RUN;
            case ERROR -> false;
        };
    }

    private void addNew(Found each) {
        switch (each.verdict.verdict()) {
            case HOLDS -> {
                return;
            }
            case NOT_RUN, ERROR -> {
                leftOut.add(each.told());
                return;
            }
            case BROKEN, DRIFTED -> {
                added.add(
                        new Expected(
                                each.verdict.claim(),
                                each.cell,
                                each.verdict.verdict(),
                                oneLine(each.verdict.reason()),
                                claims.get(each.verdict.claim()).source().url(),
                                document.at("")));
                changes.add("added " + each.told());
            }
        }
    }

    private static Expected with(Expected entry, String cells, Verdict verdict) {
        return new Expected(
                entry.claim(), cells, verdict, entry.reason(), entry.link(), entry.place());
    }

    private static String oneLine(String reason) {
        String line = reason.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    private static List<String> yaml(Expected entry) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("claim", entry.claim());
        node.put("cells", entry.cells());
        node.put("verdict", entry.verdict().name());
        node.put("reason", entry.reason());
        node.put("link", entry.link());
        return ConfigFormat.YAML
                .write(JsonNodeFactory.instance.arrayNode().add(node))
                .lines()
                .toList();
    }

    /** Lines were cut and joined: what they say now has to be what was meant. */
    private void requireSaid(String text) {
        List<Expected> said =
                new LedgerReader(Document.yaml(file, text), claims, cells).read().entries();
        if (!said.stream()
                .map(LedgerUpdate::noPlace)
                .toList()
                .equals(wanted.stream().map(LedgerUpdate::noPlace).toList())) {
            throw new DocumentException(
                    document.at("/expected"),
                    "cannot be rewritten line by line: give each entry and each of its keys a line"
                            + " of its own, or mend it by hand: "
                            + String.join("; ", changes));
        }
    }

    private static List<String> noPlace(Expected entry) {
        return List.of(
                entry.claim(), entry.cells(), entry.verdict().name(), entry.reason(), entry.link());
    }
}
