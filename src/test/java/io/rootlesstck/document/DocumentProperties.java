package io.rootlesstck.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class DocumentProperties {
    private static final Path FILE = Path.of("some.file");

    @Property
    void anyTextIsReadOrToldWithItsFile(@ForAll ConfigFormat format, @ForAll String text) {
        readOrTold(format, text);
    }

    /** Texts of the very letters that structure a file, so that many come close to one. */
    @Property(tries = 5000)
    void anyTextOfStructureIsReadOrTold(
            @ForAll ConfigFormat format,
            @ForAll
                    @Chars({':', '-', '[', ']', '{', '}', '"', '\'', '=', '.', '&', '*', '!', '#'})
                    @Chars({'a', '1', ' ', '\n', ',', '|', '>', '?', '%', '@', '\t'})
                    @StringLength(max = 30)
                    String text) {
        readOrTold(format, text);
    }

    @Property
    void whatIsWrittenIsReadAgain(
            @ForAll ConfigFormat format, @ForAll("values") Map<String, String> values) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        values.forEach((key, value) -> tree.putObject(key).put("io.containerd." + key, value));
        values.forEach((key, value) -> tree.withObject("/nested").putArray(key).addObject());

        JsonNode read = format.read(FILE, format.write(tree)).root();

        assertThat(read).isEqualTo(tree);
    }

    @Provide
    Arbitrary<Map<String, String>> values() {
        Arbitrary<String> texts = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20);
        return Arbitraries.maps(texts.filter(text -> !text.isEmpty()), texts).ofMaxSize(5);
    }

    private static void readOrTold(ConfigFormat format, String text) {
        try {
            assertThat(format.read(FILE, text).root()).isNotNull();
        } catch (DocumentException told) {
            assertThat(told).hasMessageStartingWith(FILE.toString());
        }
    }
}
