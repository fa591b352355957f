package io.rootlesstck.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootlesstck.evidence.LogPattern;
import io.rootlesstck.evidence.LogPattern.Meaning;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells findings to a program: one JSON object a line. {@code "type"} is {@code finding}, {@code
 * note}, {@code unknown} (with {@code --all}) or, last, {@code summary}.
 *
 * <p>Of logs that end, each finding is told once, with its count. Of logs that are followed it is
 * told when it is seen first as well, with {@code "count":1}.
 */
public final class JsonReport implements Report {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintWriter out;
    private final boolean following;

    /** Writes to {@code out}, and flushes it after each object. */
    public JsonReport(PrintWriter out, boolean following) {
        this.out = out;
        this.following = following;
    }

    @Override
    public void first(Finding finding) {
        if (following) {
            print(finding(finding));
        }
    }

    @Override
    public void note(String text) {
        print(JSON.createObjectNode().put("type", "note").put("text", text));
    }

    @Override
    public void end(Explained explained) {
        explained.findings().forEach(finding -> print(finding(finding)));
        for (UnknownError error : explained.unknown()) {
            ObjectNode object = JSON.createObjectNode().put("type", "unknown");
            object.put("count", error.count()).set("first", sighting(error.first()));
            print(object);
        }
        print(summary(explained));
    }

    private static ObjectNode finding(Finding finding) {
        LogPattern pattern = finding.pattern();
        ObjectNode object = JSON.createObjectNode().put("type", "finding").put("id", pattern.id());
        object.put("meaning", word(finding.meaning()));
        object.put("component", pattern.component());
        object.put("claim", finding.claim());
        object.put("says", pattern.says());
        object.put("do", pattern.remedy());
        object.put("source", pattern.source());
        object.put("count", finding.count());
        object.put("files", finding.spans().size());
        object.set("first", sighting(finding.first()));
        object.set("last", sighting(finding.last()));
        return object;
    }

    private static ObjectNode sighting(Sighting at) {
        ObjectNode object = JSON.createObjectNode().put("file", at.file());
        object.put("line", at.number());
        object.put("time", at.time() == null ? null : at.time().toString());
        object.put("text", at.text());
        return object;
    }

    private static ObjectNode summary(Explained explained) {
        ObjectNode object = JSON.createObjectNode().put("type", "summary");
        object.put("fatal", explained.isFatal());
        object.put("rootCause", rootCause(explained.causes()));
        ArrayNode causes = object.putArray("causes");
        for (RootCause cause : explained.causes()) {
            ObjectNode each = causes.addObject().put("id", cause.pattern().id());
            each.put("meaning", word(cause.pattern().meaning()));
            ArrayNode claims = each.putArray("claims");
            cause.findings().stream()
                    .map(Finding::claim)
                    .filter(c -> c != null)
                    .forEach(claims::add);
            ArrayNode explains = each.putArray("explains");
            cause.explains().stream().map(f -> f.pattern().id()).distinct().forEach(explains::add);
        }
        ObjectNode lines = object.putObject("lines");
        for (Meaning meaning : Meaning.values()) {
            lines.put(
                    word(meaning), explained.of(meaning).stream().mapToLong(Finding::count).sum());
        }
        lines.put("unknownErrors", explained.unknownErrors());
        lines.put("cut", explained.cutLines());
        lines.put("read", explained.lines());
        object.put("files", explained.files());
        object.put("bytes", explained.bytes());
        return object;
    }

    private static @Nullable String rootCause(List<RootCause> causes) {
        return causes.stream()
                .filter(RootCause::isFatal)
                .map(cause -> cause.pattern().id())
                .findFirst()
                .orElse(null);
    }

    private static String word(Meaning meaning) {
        return meaning.name().toLowerCase(Locale.ROOT);
    }

    private void print(ObjectNode object) {
        try {
            out.print(JSON.writeValueAsString(object));
            out.print('\n');
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }
}
