package io.rootlesstck.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rootlesstck.evidence.LogPattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a line as klog's text format has it, {@code "message" err="…" key="value"}, whatever
 * format it came in: klog, logrus, either of them as JSON, Docker's json-file, journald's JSON.
 */
final class LineText {
    private static final JsonFactory JSON = new JsonFactory();

    /** Keys whose value is the message of a structured line. */
    private static final Set<String> MESSAGES = Set.of("msg", "message");

    /** Keys whose value is a whole line of another log: Docker's and journald's. */
    private static final Set<String> LINES = Set.of("log", "MESSAGE");

    private static final Set<String> ERRORS = Set.of("err", "error");

    /** Keys of what stands in front of a message in klog's text format. */
    private static final Set<String> HEADS =
            Set.of("ts", "time", "level", "v", "caller", "logger", "stream");

    /** Prefixes of a container runtime's or journal's line are shorter than this. */
    private static final int MAX_PREFIX = 200;

    private LineText() {}

    /** The text of a line, its quotes without backslashes. */
    static String of(String raw) {
        return LogPattern.unescaped(unwrapped(raw, 3));
    }

    private static String unwrapped(String raw, int depth) {
        int brace = raw.indexOf('{');
        if (depth == 0
                || brace < 0
                || brace > MAX_PREFIX
                || (brace > 0 && raw.charAt(brace - 1) != ' ')
                || !raw.stripTrailing().endsWith("}")) {
            return raw;
        }
        String flat = flat(raw.substring(brace), depth);
        return flat == null ? raw : raw.substring(0, brace) + flat;
    }

    /** A JSON object in klog's text format, or null if it is none. */
    private static @Nullable String flat(String json, int depth) {
        StringBuilder message = new StringBuilder();
        StringBuilder error = new StringBuilder();
        StringBuilder fields = new StringBuilder();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                String value = value(parser, LINES.contains(key));
                if (value == null || HEADS.contains(key)) {
                    continue;
                }
                if (LINES.contains(key)) {
                    message.append(unwrapped(value, depth - 1));
                } else if (MESSAGES.contains(key)) {
                    message.append('"').append(value).append('"');
                } else {
                    (ERRORS.contains(key) ? error : fields)
                            .append(' ')
                            .append(key)
                            .append("=\"")
                            .append(value)
                            .append('"');
                }
            }
        } catch (IOException e) {
            return null; // an object that was cut, or no JSON: the line is taken as it is
        }
        return message.append(error).append(fields).toString();
    }

    private static @Nullable String value(JsonParser parser, boolean bytes) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != null && token.isScalarValue()) {
            return parser.getText();
        }
        if (token == JsonToken.START_ARRAY && bytes) {
            return bytes(parser);
        }
        parser.skipChildren();
        return null;
    }

    /** What journald writes for a message that is not plain UTF-8 text. */
    private static String bytes(JsonParser parser) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (token == JsonToken.VALUE_NUMBER_INT) {
                bytes.write((int) parser.getValueAsLong());
            } else {
                parser.skipChildren();
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
