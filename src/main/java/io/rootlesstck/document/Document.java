package io.rootlesstck.document;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.function.Supplier;
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

    /** What is done with YAML aliases, which let a small file stand for a large tree. */
    public enum Aliases {
        /** An alias is an error. */
        REFUSED,
        /**
         * An alias stands for the very map or list of its anchor, which is shared and not copied,
         * and the merge key {@code <<} adds the keys of one. An alias of anything else is read as
         * the text <code>${name}</code>.
         */
        RESOLVED
    }

    private final Path file;
    private final JsonNode root;
    private final Supplier<Map<String, Place>> places;

    private Document(Path file, JsonNode root, Supplier<Map<String, Place>> places) {
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
        List<Document> documents = documents(file, text, Aliases.REFUSED);
        if (documents.size() > 1) {
            throw new DocumentException(
                    documents.get(1).at(""),
                    "a second document starts here; only one is read from this file");
        }
        return documents.isEmpty()
                ? new Document(file, JsonNodeFactory.instance.nullNode(), () -> Map.of())
                : documents.get(0);
    }

    /**
     * Reads all documents of a YAML file; one that is empty is left out.
     *
     * @throws DocumentException if it cannot be read, is no YAML, or uses anchors
     */
    public static List<Document> yamls(Path file) {
        return yamls(file, text(file), Aliases.REFUSED);
    }

    /**
     * Reads all documents of a YAML text; {@code file} is only named in messages.
     *
     * @throws DocumentException if it is no YAML, or uses aliases in a way that is not read
     */
    public static List<Document> yamls(Path file, String text, Aliases aliases) {
        return documents(file, text, aliases).stream()
                .filter(document -> !document.isEmpty())
                .toList();
    }

    private boolean isEmpty() {
        return root.isNull() || (root.isTextual() && root.textValue().isEmpty());
    }

    private static List<Document> documents(Path file, String text, Aliases aliases) {
        List<Document> documents = new ArrayList<>();
        try (YAMLParser parser = YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                Map<String, Place> places = new HashMap<>();
                JsonNode root = new YamlTree(file, parser, places, aliases).read("");
                documents.add(new Document(file, root, () -> places));
            }
            return documents;
        } catch (JacksonException e) {
            throw broken(file, "YAML", e);
        } catch (IOException e) {
            throw new DocumentException(Place.of(file), "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a TOML file. Its places are looked for when the first one is asked for.
     *
     * @throws DocumentException if it cannot be read or is no TOML
     */
    public static Document toml(Path file) {
        return toml(file, text(file));
    }

    /** Reads TOML from a text; {@code file} is only named in messages. */
    public static Document toml(Path file, String text) {
        try {
            JsonNode root = TOML.readTree(text);
            return new Document(file, root, new TomlPlaces(file, text, root));
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
        Map<String, Place> all = places.get();
        String known = pointer;
        while (!all.containsKey(known)) {
            int slash = known.lastIndexOf('/');
            if (slash < 0) {
                return Place.of(file);
            }
            known = known.substring(0, slash);
        }
        return all.get(known);
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

    static Place place(Path file, @Nullable JsonLocation location) {
        return location == null
                ? Place.of(file)
                : new Place(file, location.getLineNr(), location.getColumnNr());
    }

    /** One step of a JSON pointer (RFC 6901). */
    public static String step(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
