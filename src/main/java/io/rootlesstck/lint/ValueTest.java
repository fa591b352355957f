package io.rootlesstck.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of a value; what is left null is not asked.
 *
 * @param oneOf the value's text is one of these
 * @param noneOf the value's text is none of these
 * @param matches the value's text holds this
 * @param zero the value is a number or a duration of zero (true), or another one (false)
 * @param bool the value is a boolean (true), or something else (false)
 * @param privilegedPort the value is a port from 1 to 1023
 */
record ValueTest(
        @Nullable List<String> oneOf,
        @Nullable List<String> noneOf,
        @Nullable Pattern matches,
        @Nullable Boolean zero,
        @Nullable Boolean bool,
        boolean privilegedPort) {
    static final ValueTest ANY = new ValueTest(null, null, null, null, null, false);

    /** A number or a Go duration that is zero, for example {@code 0h0m0s}. */
    private static final Pattern ZERO = Pattern.compile("[+-]?0[0.nuµmsh]{0,40}");

    private static final int FIRST_UNPRIVILEGED = 1024;

    /** Whether something else fills this value in later, so that nothing can be said about it. */
    static boolean isOpen(JsonNode value) {
        return value.isTextual()
                && (value.textValue().contains("${") || value.textValue().contains("{{"));
    }

    /** Whether the value is there and is all that is asked. */
    boolean accepts(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        String text = value.asText();
        return (oneOf == null || oneOf.contains(text))
                && (noneOf == null || !noneOf.contains(text))
                && (matches == null || matches.matcher(text).find())
                && (zero == null || zero == isZero(text))
                && (bool == null || bool == value.isBoolean())
                && (!privilegedPort || isPrivileged(value));
    }

    private static boolean isZero(String text) {
        return ZERO.matcher(text).matches();
    }

    private static boolean isPrivileged(JsonNode value) {
        return value.canConvertToInt()
                && value.intValue() > 0
                && value.intValue() < FIRST_UNPRIVILEGED;
    }
}
