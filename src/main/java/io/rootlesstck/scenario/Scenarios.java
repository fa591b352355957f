package io.rootlesstck.scenario;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.PageClaim;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;

/** All scenarios, by name. Immutable. */
@API(status = API.Status.INTERNAL)
public final class Scenarios {
    private final Map<String, Scenario> byName;

    Scenarios(Map<String, Scenario> byName) {
        this.byName = new TreeMap<>(byName);
    }

    /**
     * Reads every scenario below the given folders.
     *
     * <p>Each folder below with a {@code scenario.yaml} is a scenario, named by its path. All of
     * them are read and checked at once, so that an error is told before anything is started.
     *
     * @throws io.rootlesstck.document.DocumentException naming the place of an error
     * @throws UsageException for a folder that is not there
     */
    public static Scenarios load(List<Path> roots, Claims claims) {
        return new ScenariosReader(claims).read(roots);
    }

    /** All scenarios, in the order of their names. */
    public List<Scenario> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The scenario of this name.
     *
     * @throws UsageException if there is none
     */
    public Scenario get(String name) {
        Scenario scenario = byName.get(name);
        if (scenario == null) {
            throw unknown(name);
        }
        return scenario;
    }

    /**
     * The scenarios that a name or a prefix with a trailing {@code *} names and that list a claim.
     *
     * @throws UsageException if the pattern names none at all
     */
    public List<Scenario> matching(String pattern, PageClaim claim) {
        List<Scenario> named =
                byName.values().stream()
                        .filter(scenario -> Claims.matches(pattern, scenario.name()))
                        .toList();
        if (named.isEmpty()) {
            throw unknown(pattern);
        }
        return named.stream().filter(scenario -> scenario.shows(claim)).toList();
    }

    private UsageException unknown(String pattern) {
        return new UsageException(
                "No scenario is named \"%s\". Known: %s."
                        .formatted(pattern, String.join(", ", byName.keySet())));
    }
}
