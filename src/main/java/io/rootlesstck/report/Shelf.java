package io.rootlesstck.report;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The evidence that goes into the page: as much as it may weigh, what deviates first. */
final class Shelf {
    private final Map<Outcome, List<Excerpt>> chosen = new IdentityHashMap<>();
    private final Map<Outcome, List<Excerpt>> asides = new IdentityHashMap<>();
    private int left;

    private Shelf(int bytes) {
        this.left = bytes;
    }

    /** A shelf with nothing on it. */
    static Shelf empty() {
        return new Shelf(0);
    }

    /**
     * Fills a shelf.
     *
     * @param bytes what all of it may weigh in the page
     */
    static Shelf of(RunResult result, ClaimBook book, Excerpts files, int bytes)
            throws IOException {
        Shelf shelf = new Shelf(bytes);
        record One(int severity, int round, CellResult cell, ClaimVerdict verdict) {}
        List<One> all = new ArrayList<>();
        for (int cell = 0; cell < result.cells().size(); cell++) {
            for (ClaimVerdict verdict : result.cells().get(cell).claims()) {
                all.add(new One(Severity.of(verdict), cell, result.cells().get(cell), verdict));
            }
        }
        all.sort(Comparator.comparing(One::severity).reversed().thenComparing(One::round));
        for (One one : all) {
            PageClaim claim = book.claim(one.verdict.claim());
            for (Outcome outcome : one.verdict.outcomes()) {
                if (shelf.left <= 0) {
                    return shelf;
                }
                List<String> texts = texts(claim, book.scenario(outcome.scenario()), one.cell);
                shelf.add(one.cell, outcome, files, texts);
            }
        }
        for (One one : all) {
            for (Outcome outcome : one.verdict.outcomes()) {
                shelf.take(outcome, shelf.asides.getOrDefault(outcome, List.of()));
            }
        }
        return shelf;
    }

    private void add(CellResult cell, Outcome outcome, Excerpts files, List<String> texts)
            throws IOException {
        String folder = cell.cell() + "/" + Folder.of(cell.cell(), outcome.evidence()).name();
        List<Excerpt> found = new ArrayList<>();
        for (String path : outcome.evidence()) {
            Optional<Excerpt> excerpt = files.of(path, Folder.name(folder, path), texts);
            excerpt.ifPresent(found::add);
        }
        // What holds an expected text is what a reader came for; what says little comes last of
        // all.
        found.sort(Comparator.comparing(Excerpt::hasHits).reversed());
        asides.put(outcome, found.stream().filter(Excerpt::isAside).toList());
        take(outcome, found.stream().filter(excerpt -> !excerpt.isAside()).toList());
    }

    private void take(Outcome outcome, List<Excerpt> excerpts) {
        for (Excerpt excerpt : excerpts) {
            int weight = excerpt.weight();
            if (weight <= left) {
                left -= weight;
                chosen.computeIfAbsent(outcome, each -> new ArrayList<>()).add(excerpt);
            }
        }
    }

    /** What the claim and the scenario expect in a log of the cell's version, the longest first. */
    private static List<String> texts(
            @Nullable PageClaim claim, @Nullable Scenario scenario, CellResult cell) {
        if (claim == null) {
            return List.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        try {
            KubernetesVersion version =
                    KubernetesVersion.parse(cell.parts().getOrDefault("kubernetes", ""));
            claim.texts().keySet().forEach(each -> texts.addAll(claim.texts(each, version)));
            if (scenario != null) {
                texts.addAll(scenario.expect().log(claim, version));
            }
        } catch (UsageException e) {
            // The result does not say which version ran: then the texts of every one.
            claim.texts().values().forEach(all -> all.forEach(each -> texts.add(each.text())));
        }
        return texts.stream().sorted(Comparator.comparing(String::length).reversed()).toList();
    }

    /** The excerpts of one test's files. */
    List<Excerpt> excerpts(Outcome outcome) {
        return chosen.getOrDefault(outcome, List.of());
    }
}
