package io.rootlesstck.claim;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.document.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the claims of one document. */
final class ClaimsReader {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private final Document document;
    private final Map<String, ClaimSource> sources = new LinkedHashMap<>();
    private final Map<String, PageClaim> claims = new LinkedHashMap<>();

    ClaimsReader(Document document) {
        this.document = document;
    }

    Claims read() {
        for (Map.Entry<String, JsonNode> source : document.root().path("sources").properties()) {
            JsonNode value = source.getValue();
            sources.put(
                    source.getKey(),
                    new ClaimSource(
                            source.getKey(),
                            value.path("title").textValue(),
                            value.path("url").textValue()));
        }
        JsonNode entries = document.root().path("claims");
        for (int i = 0; i < entries.size(); i++) {
            entry("/claims/" + i, entries.path(i));
        }
        return new Claims(document.file(), claims);
    }

    private void entry(String at, JsonNode entry) {
        String id = entry.path("id").textValue();
        JsonNode rows = entry.path("each");
        if (rows.isMissingNode()) {
            add(at + "/id", id, claim(at, entry, id, entry));
            return;
        }
        for (Map.Entry<String, JsonNode> row : rows.properties()) {
            String rowId = id + "." + row.getKey();
            add(at + "/each/" + row.getKey(), rowId, claim(at, entry, rowId, row.getValue()));
        }
    }

    private void add(String at, String id, PageClaim claim) {
        if (claims.putIfAbsent(id, claim) != null) {
            throw document.error(at, "the claim " + id + " is stated twice");
        }
    }

    /**
     * Makes a claim of an entry; subject and flag are the row's, its runtime before the entry's.
     */
    private PageClaim claim(String at, JsonNode entry, String id, JsonNode row) {
        Map<String, String> values = new LinkedHashMap<>();
        String subject = row.path("subject").textValue();
        String flag = row.path("flag").textValue();
        if (subject != null) {
            values.put("subject", subject);
        }
        if (flag != null) {
            values.put("flag", flag);
        }
        return new PageClaim(
                id,
                entry.path("heading").textValue(),
                source(at, entry),
                fill(at + "/text", entry.path("text").textValue(), values),
                versions(at, entry),
                new ClaimCells(
                        (row.has("runtime") ? row : entry).path("runtime").textValue(),
                        entry.path("flavour").textValue(),
                        entry.path("upgrade").booleanValue()),
                subject,
                flag,
                texts(at + "/texts", entry.path("texts"), values),
                entry.path("noControl").textValue());
    }

    private ClaimSource source(String at, JsonNode entry) {
        String name = entry.path("source").asText("page");
        ClaimSource source = sources.get(name);
        if (source == null) {
            throw document.error(
                    at + "/source",
                    "no source is named \"" + name + "\"; known: " + sources.keySet());
        }
        return source;
    }

    private Map<String, List<ClaimText>> texts(
            String at, JsonNode texts, Map<String, String> values) {
        Map<String, List<ClaimText>> byPurpose = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> purpose : texts.properties()) {
            List<ClaimText> list = new ArrayList<>();
            for (int i = 0; i < purpose.getValue().size(); i++) {
                String place = at + "/" + purpose.getKey() + "/" + i;
                JsonNode text = purpose.getValue().path(i);
                list.add(
                        new ClaimText(
                                fill(place + "/text", text.path("text").textValue(), values),
                                versions(place, text)));
            }
            byPurpose.put(purpose.getKey(), List.copyOf(list));
        }
        return Map.copyOf(byPurpose);
    }

    private VersionRange versions(String at, JsonNode node) {
        KubernetesVersion since = version(at + "/since", node.path("since"));
        KubernetesVersion until = version(at + "/until", node.path("until"));
        if (since != null && until != null && since.isAtLeast(until)) {
            throw document.error(at + "/until", "until has to be after since, " + since);
        }
        return new VersionRange(since, until);
    }

    private @Nullable KubernetesVersion version(String at, JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        try {
            return KubernetesVersion.parse(node.textValue());
        } catch (UsageException e) {
            throw document.error(at, String.valueOf(e.getMessage()));
        }
    }

    private String fill(String at, String text, Map<String, String> values) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        return placeholder.replaceAll(
                found -> {
                    String value = values.get(found.group(1));
                    if (value == null) {
                        throw document.error(at, found.group() + " has no value here");
                    }
                    return Matcher.quoteReplacement(value);
                });
    }
}
