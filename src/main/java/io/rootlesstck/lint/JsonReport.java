package io.rootlesstck.lint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootlesstck.lint.LintResult.Aside;
import java.util.List;

/** For scripts. */
public final class JsonReport {
    /** Raised by whatever a reader of the older form would trip over. */
    private static final int SCHEMA = 1;

    private JsonReport() {}

    /** The whole text. */
    public static String of(LintResult result) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.put("kubernetes", result.versions().kubernetes().toString());
        root.put("containerd", result.versions().containerd().toString());
        root.put("files", result.files());
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : result.findings()) {
            Rule rule = finding.rule();
            ObjectNode each = findings.addObject();
            each.put("rule", rule.id());
            each.put("level", finding.level().word());
            each.put("file", finding.place().file().toString());
            each.put("line", finding.place().line());
            each.put("column", finding.place().column());
            each.put("message", finding.message());
            each.put("fix", finding.fix());
            each.put("claim", rule.claim());
            each.put("heading", rule.heading());
            each.put("source", rule.source());
            each.put("link", rule.link());
            each.put("more", rule.more());
        }
        asides(root.putArray("skipped"), result.skipped());
        asides(root.putArray("problems"), result.problems());
        return root.toPrettyString() + "\n";
    }

    private static void asides(ArrayNode array, List<Aside> asides) {
        for (Aside aside : asides) {
            array.addObject().put("file", aside.file().toString()).put("reason", aside.reason());
        }
    }
}
