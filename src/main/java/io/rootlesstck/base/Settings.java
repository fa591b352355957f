package io.rootlesstck.base;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The kit's settings: {@code -Dtck.*} properties, checked once.
 *
 * <p>Immutable. A property that the kit does not know is an error, for a misspelt switch would
 * otherwise be a switch that does nothing.
 */
public final class Settings {
    private final Map<String, String> given;

    private Settings(Map<String, String> given) {
        this.given = given;
    }

    /**
     * Reads the system properties.
     *
     * @throws UsageException if one that starts with {@code tck.} is unknown
     */
    public static Settings load() {
        return of(System.getProperties());
    }

    /**
     * Reads the given properties; those that do not start with {@code tck.} are left alone.
     *
     * @throws UsageException if one that starts with {@code tck.} is unknown
     */
    public static Settings of(Properties properties) {
        Map<String, String> given = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("tck.")) {
                requireKnown(name);
                given.put(name, properties.getProperty(name).strip());
            }
        }
        return new Settings(given);
    }

    private static void requireKnown(String name) {
        if (name.startsWith(Setting.COMPONENT_PREFIX)
                && name.length() > Setting.COMPONENT_PREFIX.length()) {
            return; // which components there are is known to the component package, checked there
        }
        Set<String> known =
                Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.toSet());
        if (!known.contains(name)) {
            throw new UsageException(
                    "Unknown property -D%s. Did you mean -D%s? Known: %s, %s<name>."
                            .formatted(
                                    name,
                                    nearest(name, known),
                                    known.stream().sorted().collect(Collectors.joining(", ")),
                                    Setting.COMPONENT_PREFIX));
        }
    }

    /** The known name with the fewest edits to {@code name}. */
    static String nearest(String name, Set<String> known) {
        return known.stream()
                .min(
                        Comparator.<String>comparingInt(other -> edits(name, other))
                                .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** How many letters to put in, take out or change to make one of the other (Levenshtein). */
    public static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    /** The value of a setting, or its fallback. */
    public String get(Setting setting) {
        return given.getOrDefault(setting.key(), setting.fallback());
    }

    /** The value of a setting, or nothing when it is not given or empty. */
    public Optional<String> find(Setting setting) {
        return Optional.of(get(setting)).filter(value -> !value.isEmpty());
    }

    /**
     * A setting that is true or false.
     *
     * @throws UsageException for any other word
     */
    public boolean flag(Setting setting) {
        return switch (get(setting).toLowerCase(Locale.ROOT)) {
            case "true", "" -> true; // -Dtck.host.reuse without a value reads as a switch
            case "false" -> false;
            default -> throw bad(setting, "true or false");
        };
    }

    /**
     * A setting that is a positive whole number.
     *
     * @throws UsageException for anything else
     */
    public int number(Setting setting) {
        try {
            int value = Integer.parseInt(get(setting));
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw bad(setting, "a positive whole number");
        }
        throw bad(setting, "a positive whole number");
    }

    /**
     * A setting that is one of some words.
     *
     * @throws UsageException for any other word
     */
    public String choice(Setting setting, String... words) {
        String value = get(setting);
        if (!Arrays.asList(words).contains(value)) {
            throw bad(setting, "one of " + String.join(", ", words));
        }
        return value;
    }

    /** The user's own component files: component name to path, from {@code tck.component.*}. */
    public Map<String, String> components() {
        Map<String, String> found = new TreeMap<>();
        given.forEach(
                (name, value) -> {
                    if (name.startsWith(Setting.COMPONENT_PREFIX)) {
                        found.put(name.substring(Setting.COMPONENT_PREFIX.length()), value);
                    }
                });
        return found;
    }

    /** These settings, but with another value for one of them. */
    public Settings with(Setting setting, String value) {
        Map<String, String> others = new TreeMap<>(given);
        others.put(setting.key(), value);
        return new Settings(others);
    }

    /** These settings, but with none of the user's own component files. */
    public Settings withoutComponents() {
        Map<String, String> others = new TreeMap<>(given);
        others.keySet().removeIf(name -> name.startsWith(Setting.COMPONENT_PREFIX));
        return new Settings(others);
    }

    /** An error that names the property, its value and what it may be. */
    public UsageException bad(Setting setting, String mayBe) {
        return new UsageException(
                "-D%s=%s: must be %s (%s)."
                        .formatted(setting.key(), get(setting), mayBe, setting.help()));
    }
}
