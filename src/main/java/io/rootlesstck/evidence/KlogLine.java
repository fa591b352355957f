package io.rootlesstck.evidence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * One line of a Kubernetes component's log in klog's text format.
 *
 * @param severity what the line starts with
 * @param time month, day and time of day, as in {@code 1124 07:32:35.469123}; klog tells no year
 * @param source the Go file and line that logged it
 * @param message the message, without its quotes where it is a structured one
 * @param fields what stands behind a structured message, by key, in the order of the line
 */
@API(status = API.Status.INTERNAL)
public record KlogLine(
        Severity severity, String time, String source, String message, Map<String, String> fields) {

    // Lmmdd hh:mm:ss.uuuuuu threadid file:line] msg, from klog's own documentation of its header.
    private static final Pattern HEADER =
            Pattern.compile(
                    "([IWEF])(\\d{4} \\d{2}:\\d{2}:\\d{2}\\.\\d{6}) +\\d+ ([^ \\]]{1,200}:\\d+)] ?");

    /** How bad a line says it is. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR,
        FATAL;

        static Severity of(String letter) {
            return switch (letter) {
                case "I" -> INFO;
                case "W" -> WARNING;
                case "E" -> ERROR;
                default -> FATAL;
            };
        }
    }

    /**
     * Reads a line; nothing if it has no klog header. What a journal or a container runtime puts
     * before the header is passed over.
     */
    public static Optional<KlogLine> parse(String line) {
        Matcher header = HEADER.matcher(line);
        if (!header.find()) {
            return Optional.empty();
        }
        Structured rest = Structured.read(line.substring(header.end()).stripTrailing());
        return Optional.of(
                new KlogLine(
                        Severity.of(header.group(1)),
                        header.group(2),
                        header.group(3),
                        rest.message,
                        Collections.unmodifiableMap(rest.fields)));
    }

    /** The part after the header: {@code "message" key="value" key=value}, or plain words. */
    private static final class Structured {
        private final String text;
        private final Map<String, String> fields = new LinkedHashMap<>();
        private String message = "";
        private int at;

        private Structured(String text) {
            this.text = text;
        }

        static Structured read(String text) {
            Structured read = new Structured(text);
            if (text.startsWith("\"") && read.closingQuote(0) > 0) {
                read.message = read.quoted();
                read.readFields();
            } else {
                read.message = text;
            }
            return read;
        }

        private void readFields() {
            while (at < text.length()) {
                int equals = text.indexOf('=', at);
                if (equals < 0) {
                    return; // words after the last field belong to no key
                }
                String key = text.substring(at, equals).strip();
                at = equals + 1;
                fields.put(key, value());
            }
        }

        private String value() {
            if (at >= text.length()) {
                return "";
            }
            char first = text.charAt(at);
            if (first == '"' && closingQuote(at) > 0) {
                return quoted();
            }
            int end = first == '{' || first == '[' || first == '<' ? closingBracket() : -1;
            if (end < 0) {
                end = text.indexOf(' ', at);
            }
            String value = text.substring(at, end < 0 ? text.length() : end);
            at += value.length();
            return value;
        }

        /** Reads the Go string that starts here, and goes behind it. */
        private String quoted() {
            int end = closingQuote(at);
            StringBuilder value = new StringBuilder();
            for (int i = at + 1; i < end; i++) {
                char c = text.charAt(i);
                if (c == '\\') {
                    i++;
                    value.append(unescape(text.charAt(i)));
                } else {
                    value.append(c);
                }
            }
            at = end + 1;
            return value.toString();
        }

        /** The escapes that paths and messages hold; rarer ones (\x, \\u) keep their letters. */
        private static String unescape(char c) {
            return switch (c) {
                case 'n' -> "\n";
                case 't' -> "\t";
                case 'r' -> "\r";
                case '"', '\\' -> String.valueOf(c);
                default -> "\\" + c;
            };
        }

        /** The quote that ends the string starting at {@code from}, or -1. */
        private int closingQuote(int from) {
            for (int i = from + 1; i < text.length(); i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == '"') {
                    return i;
                }
            }
            return -1;
        }

        /** Behind the bracket that ends the one starting here, or -1. */
        private int closingBracket() {
            int depth = 0;
            for (int i = at; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"') {
                    int close = closingQuote(i);
                    if (close < 0) {
                        return -1;
                    }
                    i = close;
                } else if (c == '{' || c == '[' || c == '<') {
                    depth++;
                } else if (c == '}' || c == ']' || c == '>') {
                    depth--;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
            }
            return -1;
        }
    }
}
