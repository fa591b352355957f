package io.rootlesstck.cell;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** The cells that there are, and the versions of the components they take. Immutable. */
@API(status = API.Status.INTERNAL)
public final class Matrix {
    private static final DocumentSchema SCHEMA = DocumentSchema.named("matrix");

    // The parts that can be chosen by a property of their own.
    private static final Map<Setting, String> CHOOSES =
            Map.of(
                    Setting.ENGINE, "engine",
                    Setting.RUNTIME, "runtime",
                    Setting.FLAVOUR, "flavour",
                    Setting.OCI, "oci",
                    Setting.KUBERNETES, "kubernetes");

    /** The settings that say which cells to run. */
    public static final List<Setting> CHOOSING =
            Stream.concat(
                            Stream.of(Setting.CELL, Setting.MATRIX),
                            CHOOSES.keySet().stream().sorted())
                    .toList();

    private final Path file;
    private final Map<String, List<String>> parts = new LinkedHashMap<>();
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final List<Cell> defaults;
    private final Map<String, List<Cell>> sets = new LinkedHashMap<>();
    private final Map<String, String> components = new TreeMap<>();

    private Matrix(Document document) {
        this.file = document.file();
        SCHEMA.check(document);
        JsonNode root = document.root();
        for (Map.Entry<String, JsonNode> part : root.path("parts").properties()) {
            List<String> values = new ArrayList<>();
            part.getValue().forEach(value -> values.add(value.textValue()));
            parts.put(part.getKey(), List.copyOf(values));
        }
        for (int i = 0; i < root.path("cells").size(); i++) {
            readCell(document, "/cells/" + i, root.path("cells").path(i));
        }
        this.defaults = readNames(document, "/default", root.path("default"));
        for (Map.Entry<String, JsonNode> set : root.path("sets").properties()) {
            sets.put(set.getKey(), readNames(document, "/sets/" + set.getKey(), set.getValue()));
        }
        for (Map.Entry<String, JsonNode> component : root.path("components").properties()) {
            components.put(component.getKey(), component.getValue().textValue());
        }
    }

    /**
     * Reads a {@code matrix.yaml}.
     *
     * @throws io.rootlesstck.document.DocumentException naming the place of the first error
     */
    public static Matrix load(Path file) {
        return new Matrix(Document.yaml(file));
    }

    /** The cells that have a name here, in the order of the file. */
    public List<Cell> cells() {
        return List.copyOf(cells.values());
    }

    /** The names of all cells that the parts can make, whether or not they are listed. */
    public Set<String> names() {
        return Collections.unmodifiableSet(possible().keySet());
    }

    private SortedMap<String, Cell> possible() {
        List<Map<String, String>> made = List.of(Map.of());
        for (Map.Entry<String, List<String>> part : parts.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> values : made) {
                for (String value : part.getValue()) {
                    Map<String, String> more = new LinkedHashMap<>(values);
                    more.put(part.getKey(), value);
                    longer.add(more);
                }
            }
            made = longer;
        }
        SortedMap<String, Cell> possible = new TreeMap<>();
        made.stream().map(Matrix::cell).forEach(cell -> possible.put(cell.id(), cell));
        return possible;
    }

    /** The sets of cells that have a name, for example {@code nightly}, in the file's order. */
    public Map<String, List<Cell>> sets() {
        return Collections.unmodifiableMap(sets);
    }

    /**
     * The version of a cell's CRI runtime: its own, or the one that the matrix has for all.
     *
     * @throws UsageException if neither names one
     */
    public String runtimeVersion(Cell cell) {
        return cell.runtimeVersion()
                .or(() -> Optional.ofNullable(components.get(cell.runtimeName())))
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%s: no version of %s is named below components."
                                                .formatted(file, cell.runtimeName())));
    }

    /**
     * The cell as it was before the upgrade that the settings tell of ({@code tck.upgrade.from}):
     * the same with the older runtime. Nothing where they tell of none, or of one that is none for
     * this cell, because it has that runtime itself or one of another name.
     *
     * @throws UsageException for a runtime that is not here, listing those that are
     */
    public Optional<Cell> before(Cell cell, Settings settings) {
        return olderRuntime(settings)
                .map(cell::withRuntime)
                .filter(before -> before.runtimeName().equals(cell.runtimeName()))
                .filter(before -> !runtimeVersion(before).equals(runtimeVersion(cell)));
    }

    private Optional<String> olderRuntime(Settings settings) {
        Optional<String> older = settings.find(Setting.UPGRADE_FROM);
        List<String> known = parts.getOrDefault("runtime", List.of());
        if (older.isPresent() && !known.contains(older.get())) {
            throw unknown(Setting.UPGRADE_FROM, older.get(), "runtime", known);
        }
        return older;
    }

    /** The version of each component by its name, for example containerd to v2.4.2. */
    public Map<String, String> components() {
        return Map.copyOf(components);
    }

    /**
     * The cells that the settings ask for: by name ({@code tck.cell}, several with commas; also one
     * that the parts make and the file does not list), a set of them ({@code tck.matrix}), by
     * parts, or the default ones.
     *
     * @throws UsageException for a name or a part that is not here, listing those that are
     */
    public List<Cell> select(Settings settings) {
        olderRuntime(settings); // said at once, and not by the suite that needs it
        Map<Setting, String> chosen = chosenParts(settings);
        requireOneWay(settings, chosen);
        if (settings.find(Setting.CELL).isPresent()) {
            return named(settings);
        }
        if (settings.find(Setting.MATRIX).isPresent()) {
            String name = settings.get(Setting.MATRIX);
            List<Cell> set = sets.get(name);
            if (set == null) {
                throw unknown(Setting.MATRIX, name, "set of cells", sets.keySet());
            }
            return set;
        }
        return chosen.isEmpty() ? defaults : List.of(withParts(chosen));
    }

    private static void requireOneWay(Settings settings, Map<Setting, String> chosen) {
        List<String> ways = new ArrayList<>();
        Stream.of(Setting.CELL, Setting.MATRIX)
                .filter(way -> settings.find(way).isPresent())
                .forEach(way -> ways.add(way.key()));
        if (ways.isEmpty()) {
            return;
        }
        String first = ways.remove(0);
        chosen.keySet().forEach(part -> ways.add(part.key()));
        if (!ways.isEmpty()) {
            throw new UsageException(
                    "-D%s names whole cells: give it or %s, not both.".formatted(first, ways));
        }
    }

    private List<Cell> named(Settings settings) {
        List<Cell> selected = new ArrayList<>();
        for (String name : settings.get(Setting.CELL).split(",", -1)) {
            Cell cell = named(name.strip());
            if (!selected.contains(cell)) {
                selected.add(cell);
            }
        }
        return List.copyOf(selected);
    }

    private Cell named(String name) {
        Cell cell = possible().get(name);
        if (cell == null) {
            throw unknown(Setting.CELL, name, "cell", cells.keySet());
        }
        return cell;
    }

    private static Map<Setting, String> chosenParts(Settings settings) {
        Map<Setting, String> chosen = new EnumMap<>(Setting.class);
        for (Setting setting : CHOOSES.keySet()) {
            settings.find(setting).ifPresent(value -> chosen.put(setting, value));
        }
        if (settings.find(Setting.ATTACH).isPresent()) {
            chosen.putIfAbsent(Setting.FLAVOUR, Cell.ATTACHED);
        }
        return chosen;
    }

    /** The first default cell with some of its parts replaced. */
    private Cell withParts(Map<Setting, String> chosen) {
        Map<String, String> values = new LinkedHashMap<>(defaults.get(0).parts());
        chosen.forEach(
                (setting, value) -> {
                    String part = CHOOSES.getOrDefault(setting, "");
                    List<String> known = parts.getOrDefault(part, List.of());
                    String wanted =
                            setting == Setting.KUBERNETES
                                    ? KubernetesVersion.parse(value).toString()
                                    : value;
                    if (!known.contains(wanted)) {
                        throw unknown(setting, value, part, known);
                    }
                    values.put(part, wanted);
                });
        return cell(values);
    }

    private UsageException unknown(
            Setting setting, String value, String what, Collection<String> known) {
        return new UsageException(
                "-D%s=%s: %s has no such %s. Known: %s."
                        .formatted(setting.key(), value, file, what, String.join(", ", known)));
    }

    private void readCell(Document document, String at, JsonNode node) {
        Map<String, String> values = new LinkedHashMap<>();
        parts.forEach((part, known) -> values.put(part, known.get(0)));
        for (Map.Entry<String, JsonNode> part : node.properties()) {
            List<String> known = parts.getOrDefault(part.getKey(), List.of());
            String value = part.getValue().textValue();
            if (!known.contains(value)) {
                throw document.error(
                        at + "/" + part.getKey(),
                        "%s \"%s\" is not among the parts; known: %s"
                                .formatted(part.getKey(), value, String.join(", ", known)));
            }
            values.put(part.getKey(), value);
        }
        Cell cell = cell(values);
        if (cells.putIfAbsent(cell.id(), cell) != null) {
            throw document.error(at, "the cell " + cell.id() + " is listed twice");
        }
    }

    private List<Cell> readNames(Document document, String at, JsonNode names) {
        List<Cell> named = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.path(i).textValue();
            Cell cell = cells.get(name);
            if (cell == null) {
                throw document.error(
                        at + "/" + i,
                        "no cell is named \"%s\"; known: %s"
                                .formatted(name, String.join(", ", cells.keySet())));
            }
            named.add(cell);
        }
        return List.copyOf(named);
    }

    private static Cell cell(Map<String, String> values) {
        return new Cell(
                value(values, "engine"),
                value(values, "flavour"),
                value(values, "runtime"),
                value(values, "oci"),
                KubernetesVersion.parse(value(values, "kubernetes")),
                value(values, "cni"),
                value(values, "proxy"));
    }

    private static String value(Map<String, String> values, String part) {
        String value = values.get(part);
        if (value == null) {
            throw new IllegalStateException("the schema requires the part " + part);
        }
        return value;
    }
}
