package io.rootlesstck.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Reads the entries of one document. */
final class LedgerReader {
    private static final DocumentSchema SCHEMA = DocumentSchema.named("ledger");

    private final Document document;
    private final Claims claims;
    private final Collection<String> cells;

    LedgerReader(Document document, Claims claims, Collection<String> cells) {
        this.document = document;
        this.claims = claims;
        this.cells = cells;
    }

    Ledger read() {
        SCHEMA.check(document);
        List<Expected> entries = new ArrayList<>();
        JsonNode list = document.root().path("expected");
        for (int i = 0; i < list.size(); i++) {
            Expected entry = entry("/expected/" + i, list.path(i));
            for (Expected other : entries) {
                if (other.claim().equals(entry.claim()) && other.cells().equals(entry.cells())) {
                    throw document.error(
                            "/expected/" + i,
                            "%s in %s is already expected at %s"
                                    .formatted(entry.claim(), entry.cells(), other.place()));
                }
            }
            entries.add(entry);
        }
        return new Ledger(entries);
    }

    private Expected entry(String at, JsonNode node) {
        Expected entry =
                new Expected(
                        node.path("claim").textValue(),
                        node.path("cells").textValue(),
                        Verdict.valueOf(node.path("verdict").textValue()),
                        node.path("reason").textValue().strip(),
                        node.path("link").textValue(),
                        document.at(at));
        try {
            claims.get(entry.claim());
        } catch (UsageException e) {
            throw document.error(at + "/claim", String.valueOf(e.getMessage()));
        }
        if (cells.stream().noneMatch(entry::isAbout)) {
            throw document.error(
                    at + "/cells",
                    "no cell is named \"%s\"; cells: %s"
                            .formatted(entry.cells(), String.join(", ", new TreeSet<>(cells))));
        }
        return entry;
    }
}
