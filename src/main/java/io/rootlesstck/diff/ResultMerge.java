package io.rootlesstck.diff;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Judge;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.NotMade;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.PassedOver;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Joins the results of shards into one: different cells, or one cell with different suites.
 *
 * <p>The order of the shards makes no difference. Where several have the same claim of the same
 * cell, it is judged anew from the tests of all of them, as it would have been in one run: a test
 * that failed in one of them is not made up for by one that passed in another. What the shards of
 * one cell say of their machine, their versions, their parts and their ledger has to agree.
 */
public final class ResultMerge {
    private static final double NANOS = 1e9;

    /** Why a host was taken may be told differently of one and the same host. */
    private static final String CHOSEN = "chosen";

    private final boolean rerun;

    /**
     * Joins.
     *
     * @param rerun whether some shards ran again what had not been shown: of a test that says
     *     something in one of them, the ERROR and NOT_RUN in others are left out. A failure stays.
     */
    public ResultMerge(boolean rerun) {
        this.rerun = rerun;
    }

    /**
     * Joins at least one result.
     *
     * @throws UsageException naming two files that contradict each other
     */
    public RunResult of(List<Source> shards) {
        Source first = shards.get(0);
        Instant started = first.result().started();
        Instant ended = ended(first.result());
        SortedMap<String, List<Part<CellResult>>> cells = new TreeMap<>();
        for (Source shard : shards) {
            RunResult run = shard.result();
            if (!run.kit().equals(first.result().kit())) {
                throw conflict(
                        new Part<>(first.file(), first.result().kit()),
                        new Part<>(shard.file(), run.kit()),
                        "the version of the kit");
            }
            started = run.started().isBefore(started) ? run.started() : started;
            ended = ended(run).isAfter(ended) ? ended(run) : ended;
            for (CellResult cell : run.cells()) {
                cells.computeIfAbsent(cell.cell(), any -> new ArrayList<>())
                        .add(new Part<>(shard.file(), cell));
            }
        }
        return new RunResult(
                RunResult.SCHEMA,
                first.result().kit(),
                started,
                Duration.between(started, ended).toNanos() / NANOS,
                cells.entrySet().stream()
                        .map(cell -> cell(cell.getKey(), cell.getValue()))
                        .toList());
    }

    /** Something, and the file it stands in. */
    private record Part<T>(Path file, T value) {
        <U> Part<U> with(U other) {
            return new Part<>(file, other);
        }
    }

    private static Instant ended(RunResult run) {
        return run.started().plusNanos(Math.round(run.seconds() * NANOS));
    }

    private CellResult cell(String name, List<Part<CellResult>> parts) {
        Agreed<String> cellParts = new Agreed<>("the part %s of the cell " + name);
        Agreed<Object> host = new Agreed<>("the fact %s of the host of " + name);
        Agreed<String> versions = new Agreed<>("the version of %s in " + name);
        Agreed<String> notMade = new Agreed<>("why the claim %s is not made in " + name);
        SortedMap<String, Double> timings = new TreeMap<>();
        SortedMap<String, String> chosen = new TreeMap<>();
        List<List<PassedOver>> passedOver = new ArrayList<>();
        SortedMap<String, List<Part<ClaimVerdict>>> claims = new TreeMap<>();
        for (Part<CellResult> part : parts) {
            CellResult cell = part.value();
            CellFacts facts = cell.facts();
            cell.parts().forEach((key, value) -> cellParts.add(key, part.with(value)));
            facts.versions().forEach((key, value) -> versions.add(key, part.with(value)));
            facts.timings().forEach((step, seconds) -> timings.merge(step, seconds, Math::max));
            facts.host()
                    .forEach(
                            (key, value) -> {
                                if (key.equals(CHOSEN)) {
                                    chosen.put(String.valueOf(value), key);
                                } else {
                                    host.add(key, part.with(value));
                                }
                            });
            passedOver.add(facts.passedOver());
            cell.notMade().forEach(each -> notMade.add(each.claim(), part.with(each.reason())));
            cell.claims()
                    .forEach(
                            claim ->
                                    claims.computeIfAbsent(claim.claim(), any -> new ArrayList<>())
                                            .add(part.with(claim)));
        }
        SortedMap<String, Object> hostFacts = new TreeMap<>(host.values());
        if (!chosen.isEmpty()) {
            hostFacts.put(CHOSEN, chosen.firstKey());
        }
        return new CellResult(
                name,
                cellParts.values(),
                new CellFacts(hostFacts, passedOver(passedOver), versions.values(), timings),
                claims.values().stream().map(each -> claim(name, each)).toList(),
                notMade.values().entrySet().stream()
                        .filter(each -> !claims.containsKey(each.getKey()))
                        .map(each -> new NotMade(each.getKey(), each.getValue()))
                        .toList());
    }

    /** What all shards that know it have to say alike. */
    private static final class Agreed<T> {
        private final String what;
        private final SortedMap<String, Part<T>> found = new TreeMap<>();

        Agreed(String what) {
            this.what = what;
        }

        void add(String key, Part<T> part) {
            Part<T> known = found.putIfAbsent(key, part);
            if (known != null && !known.value().equals(part.value())) {
                throw conflict(known, part, what.formatted(key));
            }
        }

        SortedMap<String, T> values() {
            SortedMap<String, T> values = new TreeMap<>();
            found.forEach((key, part) -> values.put(key, part.value()));
            return values;
        }
    }

    /** Each once; in the order they were tried where all shards tried the same. */
    private static List<PassedOver> passedOver(List<List<PassedOver>> shards) {
        if (new HashSet<>(shards).size() == 1) {
            return shards.get(0);
        }
        return shards.stream()
                .flatMap(Collection::stream)
                .distinct()
                .sorted(
                        Comparator.comparing(PassedOver::candidate)
                                .thenComparing(PassedOver::reason))
                .toList();
    }

    private ClaimVerdict claim(String cell, List<Part<ClaimVerdict>> parts) {
        Set<ClaimVerdict> different = new HashSet<>();
        parts.forEach(part -> different.add(part.value()));
        if (different.size() == 1) {
            return parts.get(0).value();
        }
        Part<LedgerNote> expected = parts.get(0).with(expectation(parts.get(0).value()));
        for (Part<ClaimVerdict> part : parts) {
            LedgerNote other = expectation(part.value());
            if (!other.equals(expected.value())) {
                throw conflict(
                        expected.with(expected.value().verdict()),
                        part.with(other.verdict()),
                        "what the ledger expects of %s in %s"
                                .formatted(parts.get(0).value().claim(), cell));
            }
        }
        List<ClaimVerdict> verdicts = parts.stream().map(Part::value).toList();
        ClaimVerdict joined = Judge.join(verdicts, rerun ? shownElsewhere(verdicts) : Set.of());
        LedgerNote note = expected.value().against(joined.verdict());
        boolean isPlain = note.verdict() == Verdict.HOLDS && joined.verdict() == Verdict.HOLDS;
        return new ClaimVerdict(
                joined.claim(),
                joined.verdict(),
                joined.reason(),
                joined.seconds(),
                joined.outcomes(),
                isPlain ? null : note);
    }

    /** What the ledger expects, without what was found. */
    private static LedgerNote expectation(ClaimVerdict verdict) {
        LedgerNote note = verdict.ledger();
        return note == null
                ? new LedgerNote(Match.NEW, Verdict.HOLDS, "", "")
                : new LedgerNote(Match.NEW, note.verdict(), note.reason(), note.link());
    }

    /** The outcomes that say nothing, of tests that say something in another shard. */
    private static Set<Outcome> shownElsewhere(List<ClaimVerdict> verdicts) {
        Set<List<Object>> saying = new HashSet<>();
        Set<Outcome> silent = new HashSet<>();
        for (ClaimVerdict verdict : verdicts) {
            for (Outcome outcome : verdict.outcomes()) {
                if (outcome.status() == Outcome.Status.ERROR
                        || outcome.status() == Outcome.Status.NOT_RUN) {
                    silent.add(outcome);
                } else {
                    saying.add(test(outcome));
                }
            }
        }
        silent.removeIf(outcome -> !saying.contains(test(outcome)));
        return silent;
    }

    private static List<Object> test(Outcome outcome) {
        return List.of(outcome.role(), outcome.test(), outcome.scenario());
    }

    private static UsageException conflict(Part<?> one, Part<?> other, String what) {
        Set<String> lines = new TreeSet<>();
        for (Part<?> part : List.of(one, other)) {
            lines.add(
                    "%s says %s"
                            .formatted(part.file(), Words.plain(Surroundings.text(part.value()))));
        }
        return TckException.of("join the results: they contradict each other in " + what)
                .found(String.join("\n", lines))
                .next("Join shards of one machine and one version; compare others with `tck diff`.")
                .usage();
    }
}
