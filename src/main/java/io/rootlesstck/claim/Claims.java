package io.rootlesstck.claim;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;

/** All claims, by id. Immutable. */
@API(status = API.Status.INTERNAL)
public final class Claims {
    private final Path file;
    private final Map<String, PageClaim> byId;

    Claims(Path file, Map<String, PageClaim> byId) {
        this.file = file;
        this.byId = new TreeMap<>(byId);
    }

    /**
     * Reads a {@code claims.yaml}.
     *
     * @throws io.rootlesstck.document.DocumentException naming the place of the first error
     */
    public static Claims load(Path file) {
        Document document = Document.yaml(file);
        DocumentSchema.named("claims").check(document);
        return new ClaimsReader(document).read();
    }

    /**
     * Reads the kit's own {@code claims.yaml}, whose form its tests check: for commands that are to
     * answer at once, since the check takes longer than all else that they do.
     */
    public static Claims loadOwn(Path file) {
        return new ClaimsReader(Document.yaml(file)).read();
    }

    /** All claims, in the order of their ids. */
    public List<PageClaim> all() {
        return List.copyOf(byId.values());
    }

    /**
     * The claim with this id.
     *
     * @throws UsageException if there is none
     */
    public PageClaim get(String id) {
        PageClaim claim = byId.get(id);
        if (claim == null) {
            throw unknown(id);
        }
        return claim;
    }

    /**
     * The claims that an id or a prefix with a trailing {@code *} names, in the order of their ids.
     *
     * @throws UsageException if it names none
     */
    public List<PageClaim> matching(String pattern) {
        List<PageClaim> found =
                byId.values().stream().filter(claim -> matches(pattern, claim.id())).toList();
        if (found.isEmpty()) {
            throw unknown(pattern);
        }
        return found;
    }

    /** Whether a pattern names an id. */
    public static boolean matches(String pattern, String id) {
        return pattern.endsWith("*")
                ? id.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(id);
    }

    private UsageException unknown(String pattern) {
        List<String> near = List.of();
        // Those that share the most of its parts, so that a slip of the pen shows few.
        for (int dot = pattern.lastIndexOf('.'); dot > 0 && near.isEmpty(); ) {
            String stem = pattern.substring(0, dot + 1);
            near = byId.keySet().stream().filter(id -> id.startsWith(stem)).toList();
            dot = pattern.lastIndexOf('.', dot - 1);
        }
        return new UsageException(
                "No claim of %s is named \"%s\". Known: %s."
                        .formatted(
                                file,
                                pattern,
                                (near.isEmpty() ? byId.keySet() : near)
                                        .stream().collect(joining(", "))));
    }
}
