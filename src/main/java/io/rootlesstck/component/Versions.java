package io.rootlesstck.component;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version numbers as the projects write them: {@code v1.37.2}, {@code 1.21}, {@code go1.26.8}. */
final class Versions {
    /** Orders by the first three numbers; what stands after them is not looked at. */
    static final Comparator<String> ORDER =
            Comparator.<String>comparingInt(version -> number(version, 1))
                    .thenComparingInt(version -> number(version, 2))
                    .thenComparingInt(version -> number(version, 3));

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    private Versions() {}

    /** Without the {@code v} that some projects put before it. */
    static String number(String version) {
        return version.startsWith("v") ? version.substring(1) : version;
    }

    static boolean same(String a, String b) {
        return number(a).equals(number(b));
    }

    static boolean atLeast(String version, List<Integer> numbers) {
        return ORDER.compare(version, numbers.get(0) + "." + numbers.get(1)) >= 0;
    }

    private static int number(String version, int group) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.find() || numbers.group(group) == null) {
            return 0;
        }
        return Integer.parseInt(numbers.group(group));
    }
}
