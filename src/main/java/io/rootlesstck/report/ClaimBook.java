package io.rootlesstck.report;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims and scenarios that a result speaks of, as the kit at hand states them.
 *
 * <p>A result names them by id only. It may be of another kit, or be looked at where no kit is:
 * what is not known here is left out of the report, which says so.
 */
public final class ClaimBook {
    private final Map<String, PageClaim> claims = new HashMap<>();
    private final Map<String, Scenario> scenarios = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    private ClaimBook() {}

    /** A book without a page. */
    static ClaimBook empty() {
        return new ClaimBook();
    }

    /** The book of the kit in the working directory, and of the scenarios that the user added. */
    public static ClaimBook ofKit(Settings settings) {
        ClaimBook book = new ClaimBook();
        try {
            Path home = KitFiles.of("scenarios");
            Claims claims = Claims.load(home.resolve("claims.yaml"));
            claims.all().forEach(claim -> book.claims.put(claim.id(), claim));
            List<Path> roots = new ArrayList<>(List.of(home));
            settings.find(Setting.SCENARIOS).ifPresent(dir -> roots.add(Path.of(dir)));
            Scenarios.load(roots, claims).all().forEach(book::add);
        } catch (UsageException e) {
            book.notes.add(
                    "Some sentences and configurations are missing here, for the kit's own files could"
                            + " not be read. "
                            + e.getMessage());
        }
        return book;
    }

    private void add(Scenario scenario) {
        scenarios.put(scenario.name(), scenario);
    }

    /** The claim of this id, or null where it is not known. */
    @Nullable PageClaim claim(String id) {
        return claims.get(id);
    }

    /** The scenario of this name, or null where it is not known. */
    @Nullable Scenario scenario(String name) {
        return scenarios.get(name);
    }

    /** What a reader has to know of what is missing. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
