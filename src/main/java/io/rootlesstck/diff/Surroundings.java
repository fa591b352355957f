package io.rootlesstck.diff;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.diff.Difference.Of;
import io.rootlesstck.verdict.CellResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the runs of one cell on one side were made of and ran on. */
final class Surroundings {
    /** Why a host was taken says nothing of the host. */
    private static final Set<String> NO_TRAITS = Set.of("chosen");

    private static final String HOST = "host";
    private static final String UNKNOWN = "not known, the cell was not set up";
    private static final String NONE = "none";

    private final SortedMap<String, SortedSet<String>> parts = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> host = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> versions = new TreeMap<>();
    private final SortedSet<String> kits;

    Surroundings(Side side, String cell) {
        this.kits = side.kits(cell);
        for (CellResult run : side.in(cell)) {
            run.parts().forEach((part, value) -> add(parts, part, value));
            run.facts()
                    .host()
                    .forEach(
                            (fact, value) -> {
                                if (!NO_TRAITS.contains(fact)) {
                                    add(host, fact, text(value));
                                }
                            });
            run.facts().versions().forEach((component, value) -> add(versions, component, value));
        }
    }

    private static void add(
            SortedMap<String, SortedSet<String>> values, String name, String value) {
        values.computeIfAbsent(name, any -> new TreeSet<>()).add(value);
    }

    /** A fact for a person: a list with commas, lines on one line. */
    static String text(Object value) {
        return value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).collect(joining(", "))
                : String.valueOf(value).strip().replaceAll("\\s*\n\\s*", "; ");
    }

    /** What is different on another side, in the order of {@link Of} and by name. */
    List<Difference> differences(Surroundings to) {
        List<Difference> found = new ArrayList<>();
        compare(Of.CELL, parts, to.parts, found);
        if (!versions.isEmpty() && !to.versions.isEmpty()) {
            compare(Of.COMPONENT, versions, to.versions, found);
        }
        if (host.isEmpty() != to.host.isEmpty()) {
            found.add(new Difference(Of.MACHINE, HOST, known(host), known(to.host)));
        } else {
            compareKnown(host, to.host, found);
        }
        compare(Of.KIT, Map.of("kit", kits), Map.of("kit", to.kits), found);
        return found;
    }

    /** What is not the same in all of its own runs, and spoils their times. */
    List<String> mixed() {
        return Stream.concat(
                        host.entrySet().stream()
                                .filter(entry -> entry.getValue().size() > 1)
                                .map(Map.Entry::getKey),
                        kits.size() > 1 ? Stream.of("kit") : Stream.of())
                .toList();
    }

    private static void compare(
            Of of,
            Map<String, SortedSet<String>> from,
            Map<String, SortedSet<String>> to,
            List<Difference> found) {
        SortedSet<String> names = new TreeSet<>(from.keySet());
        names.addAll(to.keySet());
        for (String name : names) {
            String before = text(from.get(name));
            String after = text(to.get(name));
            if (!before.equals(after)) {
                found.add(new Difference(of, name, before, after));
            }
        }
    }

    /** A fact that one of the two does not have was not asked for there: no difference. */
    private static void compareKnown(
            Map<String, SortedSet<String>> from,
            Map<String, SortedSet<String>> to,
            List<Difference> found) {
        Map<String, SortedSet<String>> before = new TreeMap<>(from);
        Map<String, SortedSet<String>> after = new TreeMap<>(to);
        before.keySet().retainAll(to.keySet());
        after.keySet().retainAll(from.keySet());
        compare(Of.MACHINE, before, after, found);
    }

    private static String text(@Nullable SortedSet<String> values) {
        return values == null ? NONE : String.join(" | ", values);
    }

    private static String known(Map<String, SortedSet<String>> host) {
        return host.isEmpty() ? UNKNOWN : text(host.get(HOST));
    }
}
