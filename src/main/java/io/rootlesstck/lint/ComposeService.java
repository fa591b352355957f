package io.rootlesstck.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootlesstck.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service of a compose file, whose lists may be written in several ways. */
record ComposeService(JsonNode root) {
    private static final Pattern NODE_IMAGE = Pattern.compile("kindest/node|usernetes|/k3s\\b");

    /** A variable with a default, for example {@code ${PORT:-10250}}. */
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:?-([^${}]*)\\}");

    private static final Pattern PORT =
            Pattern.compile(
                    "(?:.*:)?(\\d{1,5})(?:-\\d{1,5})?:(\\d{1,5})(?:-\\d{1,5})?(?:/(\\w+))?");

    /** A port that the engine publishes; 0 where it is not known which. */
    record Port(String pointer, int onHost, int inNode, String protocol, String text) {
        boolean isOpen() {
            return text.contains("${");
        }
    }

    /** A sysctl that the engine sets. */
    record Sysctl(String pointer, String name, String value) {}

    /** A mount that is written in short or long form. */
    record Mount(String pointer, String source, String target, boolean readOnly) {}

    /** Whether it looks like a Kubernetes node. */
    static boolean isNode(JsonNode service) {
        if (NODE_IMAGE.matcher(service.path("image").asText()).find()) {
            return true;
        }
        ComposeService node = new ComposeService(service);
        return service.path("privileged").asBoolean()
                && (node.mounts().stream()
                                .anyMatch(mount -> mount.target().startsWith("/lib/modules"))
                        || node.ports().stream().anyMatch(port -> port.inNode() == 10250));
    }

    List<Port> ports() {
        List<Port> ports = new ArrayList<>();
        for (Condition.Node node : Condition.select(root, "/ports/*")) {
            JsonNode value = node.value();
            if (value.isObject()) {
                ports.add(
                        new Port(
                                node.pointer(),
                                number(value.path("published").asText()),
                                number(value.path("target").asText()),
                                value.path("protocol").asText("tcp"),
                                value.path("published").asText()
                                        + ":"
                                        + value.path("target").asText()));
            } else {
                ports.add(port(node.pointer(), filled(value.asText())));
            }
        }
        return ports;
    }

    private static Port port(String pointer, String text) {
        Matcher form = PORT.matcher(text);
        String protocol = text.contains("/") ? text.substring(text.lastIndexOf('/') + 1) : "tcp";
        if (form.matches()) {
            return new Port(pointer, number(form.group(1)), number(form.group(2)), protocol, text);
        }
        return new Port(pointer, 0, number(text.split("/", 2)[0]), protocol, text);
    }

    List<Sysctl> sysctls() {
        List<Sysctl> sysctls = new ArrayList<>();
        for (Condition.Node node : Condition.select(root, "/sysctls/*")) {
            if (root.path("sysctls").isArray()) {
                String[] sides = filled(node.value().asText()).split("=", 2);
                sysctls.add(
                        new Sysctl(
                                node.pointer(),
                                sides[0].strip(),
                                sides.length > 1 ? sides[1].strip() : ""));
            }
        }
        if (root.path("sysctls").isObject()) {
            for (Map.Entry<String, JsonNode> entry : root.path("sysctls").properties()) {
                sysctls.add(
                        new Sysctl(
                                "/sysctls/" + Document.step(entry.getKey()),
                                entry.getKey(),
                                filled(entry.getValue().asText())));
            }
        }
        return sysctls;
    }

    List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        for (Condition.Node node : Condition.select(root, "/volumes/*")) {
            JsonNode value = node.value();
            if (value.isObject()) {
                mounts.add(
                        new Mount(
                                node.pointer(),
                                value.path("source").asText(),
                                value.path("target").asText(),
                                value.path("read_only").asBoolean()));
                continue;
            }
            String[] parts = filled(value.asText()).split(":", 3);
            mounts.add(
                    new Mount(
                            node.pointer(),
                            parts.length > 1 ? parts[0] : "",
                            parts.length > 1 ? parts[1] : parts[0],
                            parts.length > 2 && List.of(parts[2].split(",")).contains("ro")));
        }
        return mounts;
    }

    private static String filled(String text) {
        return DEFAULT.matcher(text).replaceAll("$1");
    }

    private static int number(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }
}
