package io.rootlesstck.document;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A YAML or TOML file as a tree that remembers where in the file each node stands.
 *
 * <p>Nodes are named by JSON pointers, for example {@code /claims/0/id}.
 */
public final class Document {
    private static final YAMLFactory YAML =
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final TomlMapper TOML = new TomlMapper();

    private final Path file;
    private final JsonNode root;
    private final Map<String, Place> places;

    private Document(Path file, JsonNode root, Map<String, Place> places) {
        this.file = file;
        this.root = root;
        this.places = places;
    }

    /**
     * Reads a YAML file that holds one document.
     *
     * @throws DocumentException if it cannot be read, is no YAML, or uses anchors
     */
    public static Document yaml(Path file) {
        return yaml(file, text(file));
    }

    /** Reads YAML from a text; {@code file} is only named in messages. */
    public static Document yaml(Path file, String text) {
        List<Document> documents = documents(file, text);
        if (documents.size() > 1) {
            throw new DocumentException(
                    documents.get(1).at(""),
                    "a second document starts here; only one is read from this file");
        }
        return documents.isEmpty()
                ? new Document(file, JsonNodeFactory.instance.nullNode(), Map.of())
                : documents.get(0);
    }

    /**
     * Reads all documents of a YAML file; one that is empty is left out.
     *
     * @throws DocumentException if it cannot be read, is no YAML, or uses anchors
     */
    public static List<Document> yamls(Path file) {
        return documents(file, text(file)).stream()
                .filter(document -> !document.isEmpty())
                .toList();
    }

    private boolean isEmpty() {
        return root.isNull() || (root.isTextual() && root.textValue().isEmpty());
    }

    private static List<Document> documents(Path file, String text) {
        List<Document> documents = new ArrayList<>();
        try (YAMLParser parser = YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                Map<String, Place> places = new HashMap<>();
                JsonNode root = new YamlTree(file, parser, places).read("");
                documents.add(new Document(file, root, places));
            }
            return documents;
        } catch (JacksonException e) {
            throw broken(file, "YAML", e);
        } catch (IOException e) {
            throw new DocumentException(Place.of(file), "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a TOML file. Places inside it are not known: the parser tells them of errors only.
     *
     * @throws DocumentException if it cannot be read or is no TOML
     */
    public static Document toml(Path file) {
        return toml(file, text(file));
    }

    /** Reads TOML from a text; {@code file} is only named in messages. */
    public static Document toml(Path file, String text) {
        try {
            return new Document(file, TOML.readTree(text), Map.of());
        } catch (JacksonException e) {
            throw broken(file, "TOML", e);
        }
    }

    /**
     * The text of a file, which has to be UTF-8.
     *
     * @throws DocumentException if it cannot be read or is not UTF-8
     */
    public static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new DocumentException(Place.of(file), "is not UTF-8 text", e);
        } catch (IOException e) {
            throw new DocumentException(Place.of(file), "cannot be read: " + e, e);
        }
    }

    /** The file this came from. */
    public Path file() {
        return file;
    }

    /** The whole tree; a null node for an empty file. */
    public JsonNode root() {
        return root;
    }

    /** The place of a node, or of the nearest one above it whose place is known. */
    public Place at(String pointer) {
        String known = pointer;
        while (!places.containsKey(known)) {
            int slash = known.lastIndexOf('/');
            if (slash < 0) {
                return Place.of(file);
            }
            known = known.substring(0, slash);
        }
        return places.get(known);
    }

    /** An error at a node; the caller throws it. */
    public DocumentException error(String pointer, String message) {
        return new DocumentException(at(pointer), message);
    }

    private static DocumentException broken(Path file, String format, JacksonException e) {
        // SnakeYAML's message draws the text around the problem; the place says as much.
        String problem =
                e.getCause() instanceof MarkedYAMLException marked
                        ? Stream.of(marked.getContext(), marked.getProblem())
                                .filter(part -> part != null && !part.isBlank())
                                .collect(joining(": "))
                        : String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return new DocumentException(
                place(file, e.getLocation()), "is not valid " + format + ": " + problem, e);
    }

    private static Place place(Path file, @Nullable JsonLocation location) {
        return location == null
                ? Place.of(file)
                : new Place(file, location.getLineNr(), location.getColumnNr());
    }

    /** Builds the tree from the parser's tokens and notes where each stood. */
    private record YamlTree(Path file, YAMLParser parser, Map<String, Place> places) {
        JsonNode read(String pointer) throws IOException {
            places.putIfAbsent(pointer, place(file, parser.currentTokenLocation()));
            if (parser.isCurrentAlias()) {
                throw new DocumentException(
                        place(file, parser.currentTokenLocation()),
                        "YAML aliases are not read; write the value out");
            }
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_OBJECT) {
                return object(pointer);
            }
            if (token == JsonToken.START_ARRAY) {
                return array(pointer);
            }
            return scalar(token);
        }

        private JsonNode object(String pointer) throws IOException {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                String child = pointer + "/" + step(key);
                places.put(child, place(file, parser.currentTokenLocation()));
                parser.nextToken();
                object.set(key, read(child));
            }
            return object;
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
                        throw new DocumentException(
                                place(file, parser.currentTokenLocation()),
                                "binary values are not read");
                default -> throw new IllegalStateException("no value token: " + token);
            };
        }
    }

    /** One step of a JSON pointer (RFC 6901). */
    public static String step(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
