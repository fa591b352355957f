package io.rootlesstck.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A comparison for programs; {@code diff.schema.json} says what it looks like. */
public final class DiffJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    // Whatever the terminal's encoding is, the text comes through.
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    private DiffJson() {}

    /** The text. */
    public static String of(ResultDiff diff) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        try {
            return JSON.writer(
                                    new DefaultPrettyPrinter()
                                            .withObjectIndenter(indenter)
                                            .withArrayIndenter(indenter))
                            .writeValueAsString(diff)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a comparison cannot be written as JSON", e);
        }
    }
}
