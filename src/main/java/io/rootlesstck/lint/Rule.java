package io.rootlesstck.lint;

import io.rootlesstck.claim.VersionRange;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that lint looks at.
 *
 * @param id stable name, for example {@code kubelet.gate-missing}
 * @param kinds of parts that it is for
 * @param claim the id of the claim it is about; null where the kit has none
 * @param heading under which its source speaks of it
 * @param source the title of its source
 * @param link to the heading
 * @param more where the fact is known from besides; or null
 * @param kubernetes the versions that it is for
 * @param containerd the versions that it is for
 * @param holders what a part may stand in
 * @param conditions that all have to be met; the first one tells the place
 * @param check the name of a check that is Java, see {@link Checks}; or null
 * @param text the message; {@code ${value}}, {@code ${key}}, {@code ${kubernetes}} and {@code
 *     ${containerd}} are filled in
 * @param fix what to do about it, filled in likewise
 */
public record Rule(
        String id,
        Set<ConfigKind> kinds,
        Level level,
        @Nullable String claim,
        String heading,
        String source,
        String link,
        @Nullable String more,
        VersionRange kubernetes,
        VersionRange containerd,
        Set<Part.Holder> holders,
        List<Condition> conditions,
        @Nullable String check,
        String text,
        String fix) {

    /** Whether a part is one that this rule looks at. */
    boolean isFor(Part part) {
        return kinds.contains(part.kind())
                && holders.contains(part.holder())
                && (part.whole() || conditions.stream().noneMatch(Condition::missing))
                && kubernetes.contains(part.versions().kubernetes())
                && containerd.contains(part.versions().containerd());
    }

    /** What it finds in a part that it is for. */
    List<Found> find(Part part) {
        for (Condition further :
                conditions.subList(Math.min(1, conditions.size()), conditions.size())) {
            if (further.in(part).isEmpty()) {
                return List.of();
            }
        }
        return check == null
                ? conditions.get(0).in(part)
                : met(part) ? Checks.run(check, part) : List.of();
    }

    private boolean met(Part part) {
        return conditions.isEmpty() || !conditions.get(0).in(part).isEmpty();
    }
}
