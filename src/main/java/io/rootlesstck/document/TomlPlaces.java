package io.rootlesstck.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Where the keys of a TOML text stand. Jackson, which reads the values, does not tell; tomlj does,
 * and is asked only when a place is wanted.
 */
final class TomlPlaces implements Supplier<Map<String, Place>> {
    /** Deeper than any real file; tomlj's parser calls itself for each level. */
    private static final int DEEPEST = 64;

    private final Path file;
    private final String text;
    private final JsonNode root;
    private @Nullable Map<String, Place> found;

    TomlPlaces(Path file, String text, JsonNode root) {
        this.file = file;
        this.text = text;
        this.root = root;
    }

    /** Places by JSON pointer; none where the text is nested too deeply or tomlj rejects it. */
    @Override
    public Map<String, Place> get() {
        Map<String, Place> places = found;
        if (places == null) {
            places = look();
            found = places;
        }
        return places;
    }

    private Map<String, Place> look() {
        Map<String, Place> places = new HashMap<>();
        places.put("", Place.of(file));
        if (!isDeep(root)) {
            TomlParseResult parsed = Toml.parse(text);
            if (!parsed.hasErrors()) {
                table("", parsed, places);
            }
        }
        return places;
    }

    private void table(String pointer, TomlTable table, Map<String, Place> places) {
        for (String key : table.keySet()) {
            List<String> path = List.of(key);
            value(
                    pointer + "/" + Document.step(key),
                    table.get(path),
                    table.inputPositionOf(path),
                    places);
        }
    }

    private void value(
            String pointer,
            @Nullable Object value,
            @Nullable TomlPosition position,
            Map<String, Place> places) {
        if (position != null) {
            places.put(pointer, new Place(file, position.line(), position.column()));
        }
        if (value instanceof TomlTable table) {
            table(pointer, table, places);
        } else if (value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                value(
                        pointer + "/" + i,
                        array.get(i),
                        null,
                        places); // tomlj is off by a line there
            }
        }
    }

    private static boolean isDeep(JsonNode root) {
        record Level(JsonNode node, int depth) {}
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(root, 0));
        while (!open.isEmpty()) {
            Level level = open.pop();
            if (level.depth() > DEEPEST) {
                return true;
            }
            for (JsonNode child : level.node()) {
                open.push(new Level(child, level.depth() + 1));
            }
        }
        return false;
    }
}
