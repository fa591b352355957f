package io.rootlesstck.lint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootlesstck.document.Place;
import io.rootlesstck.lint.LintResult.Aside;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** For code scanning: SARIF 2.1.0. */
public final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifReport() {}

    /**
     * The whole text.
     *
     * @param kitVersion of the tool that says it
     */
    public static String of(LintResult result, String kitVersion) {
        TreeMap<String, Rule> rules = new TreeMap<>();
        result.findings().forEach(finding -> rules.put(finding.rule().id(), finding.rule()));
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", SCHEMA);
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Rootless TCK lint");
        driver.put("version", kitVersion);
        ArrayNode ruleArray = driver.putArray("rules");
        rules.values().forEach(rule -> rule(ruleArray.addObject(), rule));
        run.put("columnKind", "unicodeCodePoints");
        invocation(run.putArray("invocations").addObject(), result);
        ArrayNode results = run.putArray("results");
        List<String> ids = List.copyOf(rules.keySet());
        for (Finding finding : result.findings()) {
            ObjectNode each = results.addObject();
            each.put("ruleId", finding.rule().id());
            each.put("ruleIndex", ids.indexOf(finding.rule().id()));
            each.put("level", finding.level().word());
            each.putObject("message").put("text", finding.message() + " " + finding.fix());
            location(each.putArray("locations").addObject(), finding.place());
        }
        return root.toPrettyString() + "\n";
    }

    private static void rule(ObjectNode node, Rule rule) {
        String help = rule.source() + ", \"" + rule.heading() + "\": " + rule.link();
        node.put("id", rule.id());
        node.putObject("shortDescription").put("text", rule.text());
        node.putObject("help").put("text", rule.more() == null ? help : help + " " + rule.more());
        node.put("helpUri", rule.link());
        node.putObject("defaultConfiguration").put("level", rule.level().word());
        if (rule.claim() != null) {
            node.putObject("properties").putArray("tags").add(rule.claim());
        }
    }

    private static void invocation(ObjectNode node, LintResult result) {
        node.put("executionSuccessful", result.problems().isEmpty());
        ArrayNode notifications = node.putArray("toolExecutionNotifications");
        result.problems().forEach(aside -> notification(notifications, aside, "error"));
        result.skipped().forEach(aside -> notification(notifications, aside, "note"));
    }

    private static void notification(ArrayNode notifications, Aside aside, String level) {
        ObjectNode each = notifications.addObject();
        each.put("level", level);
        each.putObject("message").put("text", aside.reason());
        location(each.putArray("locations").addObject(), Place.of(aside.file()));
    }

    private static void location(ObjectNode node, Place place) {
        ObjectNode physical = node.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(place.file()));
        if (place.line() > 0) {
            physical.putObject("region")
                    .put("startLine", place.line())
                    .put("startColumn", Math.max(1, place.column()));
        }
    }

    /** A relative reference stays one, so that it is found in the repository. */
    private static String uri(Path file) {
        String path = file.toString();
        try {
            return file.isAbsolute()
                    ? new URI("file", "", path, null).toASCIIString()
                    : new URI(null, null, path.contains(":") ? "./" + path : path, null)
                            .toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no URI for " + path, e);
        }
    }
}
