package io.rootlesstck.verdict;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.base.WholeFile;
import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentSchema;
import io.rootlesstck.document.DocumentSchema.Violation;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code result.json}. */
public final class ResultFile {
    /** Its name in the output folder. */
    public static final String NAME = "result.json";

    private static final BigInteger NEWEST = BigInteger.valueOf(RunResult.SCHEMA);

    /** Bytes; far more than a run of a hundred cells has. */
    private static final long LARGEST = 256L << 20;

    private static final DocumentSchema FORM = DocumentSchema.named("result");
    private static final ObjectMapper JSON = mapper();

    private ResultFile() {}

    /** The version of this kit. */
    public static String kitVersion() {
        Properties properties = new Properties();
        try (var in = ResultFile.class.getResourceAsStream("kit.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw TckException.of("read the kit's own version")
                    .found(String.valueOf(e.getMessage()))
                    .cause(e)
                    .error();
        }
        return properties.getProperty("version", "unknown");
    }

    /**
     * Writes a result; whoever reads the file sees the old one or the whole new one.
     *
     * <p>The same result always gives the same bytes.
     */
    public static void write(Path file, RunResult result) {
        try {
            WholeFile.write(file, toJson(result));
        } catch (IOException e) {
            throw TckException.of("write the result " + file)
                    .found(e.toString())
                    .next("free space there, or name another folder with -Dtck.output=DIR")
                    .cause(e)
                    .error();
        }
    }

    /** The text of the file for a result. */
    static String toJson(RunResult result) {
        try {
            // Fixed to \n: the file has to be the same whatever system wrote it.
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            return JSON.writer(
                                    new DefaultPrettyPrinter()
                                            .withObjectIndenter(indenter)
                                            .withArrayIndenter(indenter))
                            .writeValueAsString(result)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result cannot be written as JSON", e);
        }
    }

    /**
     * Reads a result.
     *
     * @throws UsageException if the file is none, is cut off, or comes from a newer kit
     */
    public static RunResult read(Path file) {
        requireReadable(file);
        String text = Document.text(file);
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw wrong(
                    file,
                    "is no whole JSON: line %d, column %d: %s"
                            .formatted(
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    e.getOriginalMessage()),
                    e);
        }
        if (tree.isMissingNode()) {
            throw wrong(file, "is empty", null);
        }
        JsonNode schema = tree.path("schema");
        if (schema.isIntegralNumber() && schema.bigIntegerValue().compareTo(NEWEST) > 0) {
            throw wrong(
                    file,
                    "has the schema version %s; this kit (%s) reads up to %d. Take a newer kit"
                            .formatted(schema.bigIntegerValue(), kitVersion(), RunResult.SCHEMA),
                    null);
        }
        FORM.violations(tree).stream()
                .min(Comparator.comparing(Violation::pointer).thenComparing(Violation::message))
                .ifPresent(
                        violation -> {
                            throw wrong(
                                    file,
                                    "is no result of this kit: at \"%s\": %s"
                                            .formatted(violation.pointer(), violation.message()),
                                    null);
                        });
        try {
            RunResult result = JSON.treeToValue(tree, RunResult.class);
            requireEachOnce(file, result);
            return result;
        } catch (JsonProcessingException e) {
            throw wrong(file, "is no result of this kit: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireReadable(Path file) {
        if (Files.isDirectory(file)) {
            throw wrong(file, "is a folder. Name the %s in it".formatted(NAME), null);
        }
        try {
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                throw wrong(
                        file,
                        "is no result of this kit: it has %d MiB, and a result has %d at most"
                                .formatted(Files.size(file) >> 20, LARGEST >> 20),
                        null);
            }
        } catch (IOException e) {
            throw new UsageException("%s: cannot be read: %s".formatted(file, e), e);
        }
    }

    /** What the schema cannot say. */
    private static void requireEachOnce(Path file, RunResult result) {
        Set<String> cells = new HashSet<>();
        for (CellResult cell : result.cells()) {
            if (!cells.add(cell.cell())) {
                throw wrong(file, "has the cell \"%s\" twice".formatted(cell.cell()), null);
            }
            Set<String> claims = new HashSet<>();
            for (ClaimVerdict claim : cell.claims()) {
                if (!claims.add(claim.claim())) {
                    throw wrong(
                            file,
                            "has the claim \"%s\" twice in the cell \"%s\""
                                    .formatted(claim.claim(), cell.cell()),
                            null);
                }
            }
        }
    }

    private static UsageException wrong(Path file, String what, @Nullable JacksonException cause) {
        return new UsageException("%s %s.".formatted(file, what), cause);
    }

    private static ObjectMapper mapper() {
        SimpleModule instants = new SimpleModule();
        instants.addSerializer(Instant.class, ToStringSerializer.instance);
        instants.addDeserializer(Instant.class, new InstantReader());
        return JsonMapper.builder()
                .addModule(instants)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /** ISO 8601; one class is less than another library. */
    private static final class InstantReader extends FromStringDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String value, DeserializationContext context)
                throws IOException {
            try {
                return Instant.parse(value);
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(_valueClass, value, e.getMessage());
            }
        }
    }
}
