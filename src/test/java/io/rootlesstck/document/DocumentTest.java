package io.rootlesstck.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTest {
    private static final Path FILE = Path.of("some.yaml");

    @Test
    void everyNodeHasItsPlace() {
        Document document =
                Document.yaml(
                        FILE,
                        """
                        a:
                          b: 1
                          "c/d~e": [x, {f: true}]
                        """);

        assertThat(document.at("/a")).hasToString("some.yaml:1:1");
        assertThat(document.at("/a/b")).hasToString("some.yaml:2:3");
        assertThat(document.at("/a/c~1d~0e/1/f")).hasToString("some.yaml:3:17");
        assertThat(document.at("/a/b/nowhere")).hasToString("some.yaml:2:3");
        assertThat(document.error("/a/b", "no")).hasMessage("some.yaml:2:3: no");
    }

    @Test
    void namesTheLineAndColumnOfAKeyOfATomlFile() {
        Document document =
                Document.toml(
                        Path.of("some.toml"),
                        """
                        a = 1
                        [plugins."io.containerd.grpc.v1.cri".containerd]
                          snapshotter = "overlayfs"
                          list = [1,
                            2]
                        """);
        String cri = "/plugins/io.containerd.grpc.v1.cri";

        assertThat(document.error("/a", "no")).hasMessage("some.toml:1:1: no");
        assertThat(document.at(cri + "/containerd/snapshotter")).hasToString("some.toml:3:3");
        assertThat(document.at(cri + "/containerd/nowhere")).hasToString("some.toml:2:1");
        assertThat(document.at(cri + "/containerd/list/1")).hasToString("some.toml:4:3");
        assertThat(document.at("/nowhere")).hasToString("some.toml");
    }

    @Test
    void aTomlFileThatIsNestedTooDeeplyIsNamedAsAWhole() {
        Document document =
                Document.toml(
                        Path.of("some.toml"), "a = " + "[".repeat(200) + "]".repeat(200) + "\n");

        assertThat(document.error("/a", "no")).hasMessage("some.toml: no");
    }

    @Test
    void anAliasStandsForTheNodeOfItsAnchorWhereThatIsAskedFor() {
        List<Document> documents =
                Document.yamls(
                        FILE,
                        "base: &base {a: 1, b: 2}\nall:\n  <<: *base\n  b: 3\nsame: *base\n",
                        Document.Aliases.RESOLVED);

        assertThat(documents.get(0).root().path("all").toString()).isEqualTo("{\"a\":1,\"b\":3}");
        assertThat(documents.get(0).root().path("same"))
                .isSameAs(documents.get(0).root().path("base"));
    }

    @Test
    void aMapOfAliasesThatGrowsWithoutEndTakesNoRoom() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
        }

        List<Document> documents = Document.yamls(FILE, bomb.toString(), Document.Aliases.RESOLVED);

        assertThat(documents.get(0).root()).hasSize(60);
    }

    @Test
    void anAliasOfNoMapOrListIsAValueThatIsNotKnown() {
        List<Document> documents =
                Document.yamls(FILE, "a: &a 1\nb: *a\nc: &c [*c]\n", Document.Aliases.RESOLVED);

        assertThat(documents.get(0).root().toString())
                .isEqualTo("{\"a\":1,\"b\":\"${a}\",\"c\":[\"${c}\"]}");
    }

    @Test
    void refusesMoreAliasesThanAnyFileHas() {
        String text = "a: &a {x: 1}\nall:\n" + "- *a\n".repeat(20_000);

        assertThatThrownBy(() -> Document.yamls(FILE, text, Document.Aliases.RESOLVED))
                .hasMessageContaining("holds more aliases than are read, 10000");
    }

    @Test
    void anEmptyFileIsNull() {
        assertThat(Document.yaml(FILE, "").root().isNull()).isTrue();
        assertThat(Document.yaml(FILE, "# only a comment\n").root().isNull()).isTrue();
        assertThat(Document.toml(FILE, "").root().isObject()).isTrue();
    }

    @Test
    void aFileMayHoldSeveralDocumentsEachWithItsPlaces(@TempDir Path dir) throws IOException {
        Path file =
                Files.writeString(dir.resolve("all.yaml"), "a: 1\n---\n# none\n---\nb:\n  c: 2\n");

        List<Document> documents = Document.yamls(file);

        assertThat(documents).hasSize(2);
        assertThat(documents.get(0).at("/a")).hasToString(file + ":1:1");
        assertThat(documents.get(1).at("/b/c")).hasToString(file + ":6:3");
    }

    /** Kubernetes reads YAML 1.1, where file modes are written with a leading zero. */
    @Test
    void aLeadingZeroMakesAnOctalNumber() {
        assertThat(Document.yaml(FILE, "mode: 0640").root().path("mode").intValue())
                .isEqualTo(0640);
    }

    @Test
    void aFolderIsNoFile(@TempDir Path dir) {
        assertThatThrownBy(() -> Document.yaml(dir))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(dir + ": cannot be read");
    }

    /** The examples of RFC 7386, appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':'b'} | {'a':'c'} | {'a':'c'}",
                "{'a':'b'} | {'b':'c'} | {'a':'b','b':'c'}",
                "{'a':'b'} | {'a':null} | {}",
                "{'a':'b','b':'c'} | {'a':null} | {'b':'c'}",
                "{'a':['b']} | {'a':'c'} | {'a':'c'}",
                "{'a':'c'} | {'a':['b']} | {'a':['b']}",
                "{'a':{'b':'c'}} | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]} | {'a':[1]} | {'a':[1]}",
                "['a','b'] | ['c','d'] | ['c','d']",
                "{'a':'b'} | ['c'] | ['c']",
                "{'a':'foo'} | null | null",
                "{'a':'foo'} | 'bar' | 'bar'",
                "{'e':null} | {'a':1} | {'e':null,'a':1}",
                "[1,2] | {'a':'b','c':null} | {'a':'b'}",
                "{} | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}"
            })
    void patchesMergeAsTheRfcSays(String base, String patch, String merged)
            throws JsonProcessingException {
        assertThat(MergePatch.apply(json(base), json(patch))).isEqualTo(json(merged));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
