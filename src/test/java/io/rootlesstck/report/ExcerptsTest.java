package io.rootlesstck.report;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.report.Excerpt.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptsTest {
    @TempDir private Path folder;

    @Test
    void aShortFileIsShownWhole() throws IOException {
        write("uid_map", "0 1000 1\n1 100000 65536\n");

        Excerpt excerpt = excerpt("uid_map");

        assertThat(excerpt.note()).isEmpty();
        assertThat(excerpt.pieces()).containsExactly(Piece.text("0 1000 1\n1 100000 65536\n"));
    }

    @Test
    void ofALogStandsWhatIsAroundTheExpectedLine() throws IOException {
        write("kubelet.log", numbers(1, 200).replace("line 100", "line 100 was expected here"));

        Excerpt excerpt = excerpt("kubelet.log", "expected");

        assertThat(excerpt.pieces())
                .containsExactly(
                        Piece.gap(97),
                        Piece.text("line 98\nline 99\n"),
                        new Piece("hit", "line 100 was ", "expected", " here"),
                        Piece.text("line 101\nline 102\n"),
                        Piece.gap(98));
        assertThat(excerpt.note()).isEqualTo("5 of 200 lines");
        assertThat(excerpt.hasHits()).isTrue();
    }

    @Test
    void ofALogWithoutSuchALineTheEndIsShown() throws IOException {
        write("kubelet.log", numbers(1, 200));

        Excerpt excerpt = excerpt("kubelet.log", "expected");

        assertThat(excerpt.pieces()).containsExactly(Piece.gap(192), Piece.text(numbers(193, 200)));
        assertThat(excerpt.note()).isEqualTo("8 of 200 lines");
    }

    @Test
    void aLongLineIsCutAroundWhatIsExpected() throws IOException {
        write("kubelet.log", "x".repeat(5000) + "expected" + "y".repeat(5000));

        Piece hit = excerpt("kubelet.log", "expected").pieces().get(0);

        assertThat(hit.marked()).isEqualTo("expected");
        assertThat(hit.text()).startsWith("… x").hasSize(202);
        assertThat(hit.rest()).endsWith("y …").hasSize(422);
    }

    @Test
    void whatIsNoTextIsNamedOnly() throws IOException {
        Files.write(folder.resolve("capture.pcap"), new byte[] {1, 0, 2});

        assertThat(excerpt("capture.pcap"))
                .isEqualTo(new Excerpt("capture.pcap", List.of(), "not text, 3 B"));
    }

    @Test
    void invalidUtf8IsShownAsSuch() throws IOException {
        Files.write(folder.resolve("a.txt"), new byte[] {'a', (byte) 0xFF, 'b'});

        assertThat(excerpt("a.txt").pieces()).containsExactly(Piece.text("a\uFFFDb\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "/etc/passwd",
                "a/../../secret",
                "link",
                "",
                "nowhere",
                "a\u0000b"
            })
    void nothingOutsideTheFolderIsRead(String path) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path inner = Files.createDirectory(folder.resolve("evidence"));
        Files.createSymbolicLink(inner.resolve("link"), secret);

        assertThat(new Excerpts(inner).of(path, "it", List.of())).isEmpty();
    }

    @Test
    void itsWeightIsNotLessThanWhatItTakes() throws IOException {
        write("kubelet.log", "\"<&'>é\u20ac".repeat(10) + "expected\n");

        assertThat(excerpt("kubelet.log", "expected").weight())
                .isGreaterThan(10 * ("&quot;&lt;&amp;&#39;&gt;".length() + 2 + 3));
    }

    private Excerpt excerpt(String name, String... texts) throws IOException {
        return new Excerpts(folder).of(name, name, List.of(texts)).orElseThrow();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i + "\n").collect(joining());
    }
}
