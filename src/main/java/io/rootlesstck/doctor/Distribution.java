package io.rootlesstck.doctor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The distribution of a machine, os-release(5).
 *
 * @param title for example {@code Debian GNU/Linux 12 (bookworm)}
 */
public record Distribution(String title, Family family) {
    /** Whose commands a machine takes. */
    public enum Family {
        /** Debian, Ubuntu and what is made of them: apt. */
        DEBIAN,
        /** Fedora, RHEL and what is made of them: dnf. */
        FEDORA,
        /** Another one. */
        OTHER
    }

    private static final List<String> FILES = List.of("/etc/os-release", "/usr/lib/os-release");

    static Distribution of(MachineTree tree) {
        for (String file : FILES) {
            var text = tree.text(file);
            if (text.isPresent()) {
                return parse(text.get());
            }
        }
        return new Distribution("an unknown distribution", Family.OTHER);
    }

    static Distribution parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1)));
            }
        }
        String name = values.getOrDefault("NAME", "an unknown distribution");
        List<String> ids =
                Arrays.asList(
                        (values.getOrDefault("ID", "") + " " + values.getOrDefault("ID_LIKE", ""))
                                .split(" "));
        Family family = Family.OTHER;
        if (ids.contains("debian") || ids.contains("ubuntu")) {
            family = Family.DEBIAN;
        } else if (ids.contains("fedora") || ids.contains("rhel") || ids.contains("centos")) {
            family = Family.FEDORA;
        }
        return new Distribution(values.getOrDefault("PRETTY_NAME", name), family);
    }

    private static String unquoted(String value) {
        String stripped = value.strip();
        int last = stripped.length() - 1;
        return last > 0
                        && "\"'".indexOf(stripped.charAt(0)) >= 0
                        && stripped.charAt(last) == stripped.charAt(0)
                ? stripped.substring(1, last)
                : stripped;
    }
}
