package io.rootlesstck.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/**
 * One of the kit's published JSON schemas.
 *
 * <p>The loaders check files with the very schema that editors use, so the two cannot disagree.
 */
public final class DocumentSchema {
    private static final String FOLDER = "/io/rootlesstck/schema/";

    private final Schema schema;

    private DocumentSchema(Schema schema) {
        this.schema = schema;
    }

    /** Loads {@code <name>.schema.json} from the kit's resources. */
    public static DocumentSchema named(String name) {
        String resource = FOLDER + name + ".schema.json";
        try (InputStream in = DocumentSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no schema at " + resource);
            }
            return new DocumentSchema(
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a tree does wrong, each with the JSON pointer of the node; empty when it is valid. */
    public List<Violation> violations(JsonNode tree) {
        return schema.validate(tree).stream().map(DocumentSchema::violation).toList();
    }

    /**
     * Accepts a valid document.
     *
     * @throws DocumentException at the place of an unknown key, else of the first error in the file
     */
    public void check(Document document) {
        violations(document.root()).stream()
                .min(
                        // A misspelt key is the cause where a required one is missing.
                        Comparator.comparing(Violation::isUnknownKey)
                                .reversed()
                                .thenComparingInt(it -> document.at(it.pointer()).line())
                                .thenComparingInt(it -> document.at(it.pointer()).column())
                                .thenComparing(Violation::message))
                .ifPresent(
                        violation -> {
                            throw document.error(violation.pointer(), violation.message());
                        });
    }

    private static Violation violation(Error error) {
        String pointer = error.getInstanceLocation().toString();
        String property = error.getProperty();
        if (property == null || !error.getKeyword().equals("additionalProperties")) {
            return new Violation(pointer, error.getMessage(), false);
        }
        return new Violation(
                pointer + "/" + Document.step(property), "unknown key \"" + property + "\"", true);
    }

    /** One thing that is wrong, at a node. */
    public record Violation(String pointer, String message, boolean isUnknownKey) {}
}
