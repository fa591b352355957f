package io.rootlesstck.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootlesstck.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a rule that is data looks for.
 *
 * @param at JSON pointers of the same thing; a step {@code *} stands for every child
 * @param missing whether it is looked for that there is no such value
 */
record Condition(List<String> at, ValueTest value, boolean missing) {
    private static final String EVERY = "*";

    /** What there is in a part. */
    List<Found> in(Part part) {
        List<Found> found = new ArrayList<>();
        for (String pointer : at) {
            if (!part.reads(pointer)) {
                continue;
            }
            List<Node> nodes = select(part.root(), pointer);
            for (Node node : nodes) {
                if (ValueTest.isOpen(node.value())) {
                    if (missing) {
                        return List.of(); // it may become just that
                    }
                } else if (value.accepts(node.value())) {
                    found.add(new Found(node.pointer(), shown(node.value())));
                }
            }
        }
        if (!missing) {
            return found;
        }
        return found.isEmpty() ? List.of(new Found(firstRead(part), "")) : List.of();
    }

    /** Where it would stand; the part of a pattern before its first star. */
    private String firstRead(Part part) {
        String pointer = at.stream().filter(part::reads).findFirst().orElse("");
        int star = pointer.indexOf("/" + EVERY);
        return star < 0 ? pointer : pointer.substring(0, star);
    }

    private static String shown(JsonNode value) {
        return value.isContainerNode() ? "" : Shown.text(value.asText());
    }

    /** The nodes that a pattern stands for; a node that is null counts as one that is not there. */
    static List<Node> select(JsonNode root, String pattern) {
        List<Node> nodes = List.of(new Node("", root));
        for (String step : pattern.substring(1).split("/", -1)) {
            List<Node> next = new ArrayList<>();
            for (Node node : nodes) {
                if (step.equals(EVERY)) {
                    children(node, next);
                } else {
                    JsonNode child =
                            child(node.value(), step.replace("~1", "/").replace("~0", "~"));
                    next.add(new Node(node.pointer() + "/" + step, child));
                }
            }
            nodes = next;
        }
        return nodes.stream()
                .filter(node -> !node.value().isMissingNode() && !node.value().isNull())
                .toList();
    }

    private static JsonNode child(JsonNode parent, String step) {
        return parent.path(step);
    }

    private static void children(Node node, List<Node> to) {
        if (node.value().isArray()) {
            for (int i = 0; i < node.value().size(); i++) {
                to.add(new Node(node.pointer() + "/" + i, node.value().path(i)));
            }
        }
        for (Map.Entry<String, JsonNode> entry : node.value().properties()) {
            to.add(
                    new Node(
                            node.pointer() + "/" + Document.step(entry.getKey()),
                            entry.getValue()));
        }
    }

    /** A node and where it stands. */
    record Node(String pointer, JsonNode value) {}
}
