package io.rootlesstck.verdict;

import io.rootlesstck.claim.Claims;
import io.rootlesstck.document.Document;
import io.rootlesstck.verdict.LedgerNote.Match;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The deviations that are expected, with their reasons: {@code ledger.yaml}. Immutable. */
public final class Ledger {
    /** Its name beside {@code claims.yaml}. */
    public static final String NAME = "ledger.yaml";

    private final List<Expected> entries;

    Ledger(List<Expected> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A ledger that expects every claim to hold. */
    public static Ledger empty() {
        return new Ledger(List.of());
    }

    /**
     * Reads a {@code ledger.yaml}.
     *
     * @param claims the claims that an entry may name
     * @param cells the names of cells, of which an entry has to name at least one
     * @throws io.rootlesstck.document.DocumentException naming the place of the first error
     */
    public static Ledger load(Path file, Claims claims, Collection<String> cells) {
        return new LedgerReader(Document.yaml(file), claims, cells).read();
    }

    /** All entries, in the order of the file. */
    public List<Expected> entries() {
        return entries;
    }

    /** What is expected of a claim in a cell; the first entry of the file that names both. */
    public Optional<Expected> expected(String cell, String claim) {
        return entries.stream().filter(entry -> entry.isAbout(cell, claim)).findFirst();
    }

    /** Whether a deviation of this kind is expected. */
    public boolean expects(Verdict verdict, String cell, String claim) {
        return expected(cell, claim).filter(entry -> entry.verdict() == verdict).isPresent();
    }

    /**
     * Compares a verdict with what is expected.
     *
     * @return null for a claim that holds and of which nothing else is expected
     */
    public @Nullable LedgerNote compare(String cell, String claim, Verdict found) {
        Expected entry = expected(cell, claim).orElse(null);
        if (entry == null) {
            return found == Verdict.HOLDS ? null : new LedgerNote(Match.NEW, Verdict.HOLDS, "", "");
        }
        return new LedgerNote(Match.NEW, entry.verdict(), entry.reason(), entry.link())
                .against(found);
    }
}
