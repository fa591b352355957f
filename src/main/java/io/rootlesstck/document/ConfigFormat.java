package io.rootlesstck.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.Optional;

/** The formats of configuration files that can be read, merged and written. */
public enum ConfigFormat {
    YAML,
    TOML;

    /** CRI-O's own name for its TOML. */
    private static final String CRIO = "crio.conf";

    private static final ObjectMapper YAML_WRITER =
            YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build();
    private static final ObjectMapper TOML_WRITER = new TomlMapper();

    /** The format that a file's name stands for; nothing for a file that is taken as it is. */
    public static Optional<ConfigFormat> of(String fileName) {
        if (fileName.endsWith(".yaml") || fileName.endsWith(".yml")) {
            return Optional.of(YAML);
        }
        return fileName.endsWith(".toml") || fileName.equals(CRIO)
                ? Optional.of(TOML)
                : Optional.empty();
    }

    /**
     * Reads a text of this format.
     *
     * @throws DocumentException naming {@code file} if it is broken
     */
    public Document read(Path file, String text) {
        return this == YAML ? Document.yaml(file, text) : Document.toml(file, text);
    }

    /** Writes a tree in this format. */
    public String write(JsonNode tree) {
        if (this == TOML && tree.isEmpty()) {
            return ""; // Jackson writes an empty table without a name, which is no TOML
        }
        try {
            return (this == YAML ? YAML_WRITER : TOML_WRITER).writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a tree as " + this, e);
        }
    }
}
