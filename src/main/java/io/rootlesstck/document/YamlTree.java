package io.rootlesstck.document;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.rootlesstck.document.Document.Aliases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the tree of one YAML document from the parser's tokens and notes where each stood. */
final class YamlTree {
    /** Aliases, and keys that merging them adds, in one document; beyond it is made to harm. */
    private static final int MOST_ALIASED = 10_000;

    private static final String MERGE = "<<";

    private final Path file;
    private final YAMLParser parser;
    private final Map<String, Place> places;
    private final Aliases aliases;
    private final Map<String, JsonNode> anchors = new HashMap<>();
    private int aliased;

    YamlTree(Path file, YAMLParser parser, Map<String, Place> places, Aliases aliases) {
        this.file = file;
        this.parser = parser;
        this.places = places;
        this.aliases = aliases;
    }

    /** Reads the value that the parser stands at. */
    JsonNode read(String pointer) throws IOException {
        places.putIfAbsent(pointer, here());
        if (parser.isCurrentAlias()) {
            return aliased();
        }
        String anchor = parser.getObjectId();
        JsonToken token = parser.currentToken();
        JsonNode value =
                token == JsonToken.START_OBJECT
                        ? object(pointer)
                        : token == JsonToken.START_ARRAY ? array(pointer) : scalar(token);
        if (anchor != null && aliases == Aliases.RESOLVED) {
            anchors.put(anchor, value); // only now: no node can hold itself
        }
        return value;
    }

    private JsonNode aliased() throws IOException {
        if (aliases == Aliases.REFUSED) {
            throw new DocumentException(here(), "YAML aliases are not read; write the value out");
        }
        count(1);
        JsonNode node = anchors.get(parser.getText());
        // The parser tells the anchors of maps and lists only: what another alias stands for is not
        // known, and is written as what is filled in later.
        return node != null
                ? node
                : JsonNodeFactory.instance.textNode("${" + parser.getText() + "}");
    }

    private JsonNode object(String pointer) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String child = pointer + "/" + Document.step(key);
            places.put(child, here());
            parser.nextToken();
            JsonNode value = read(child);
            if (key.equals(MERGE) && aliases == Aliases.RESOLVED) {
                merge(object, value);
            } else {
                object.set(key, value);
            }
        }
        return object;
    }

    /** Adds the keys that are not there; of several maps the first one counts. */
    private void merge(ObjectNode object, JsonNode value) {
        List<JsonNode> maps = value.isArray() ? elements(value) : List.of(value);
        for (JsonNode map : maps) {
            for (Map.Entry<String, JsonNode> entry : map.properties()) {
                count(1);
                object.putIfAbsent(entry.getKey(), entry.getValue());
            }
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return array.valueStream().toList();
    }

    private void count(int more) {
        aliased += more;
        if (aliased > MOST_ALIASED) {
            throw new DocumentException(
                    here(), "holds more aliases than are read, %d".formatted(MOST_ALIASED));
        }
    }

    private JsonNode array(String pointer) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(read(pointer + "/" + array.size()));
        }
        return array;
    }

    private JsonNode scalar(JsonToken token) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (token) {
            case VALUE_NULL -> nodes.nullNode();
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
            case VALUE_STRING -> nodes.textNode(parser.getText());
            case VALUE_EMBEDDED_OBJECT ->
                    throw new DocumentException(here(), "binary values are not read");
            default -> throw new IllegalStateException("no value token: " + token);
        };
    }

    private Place here() {
        return Document.place(file, parser.currentTokenLocation());
    }
}
