package io.rootlesstck.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class ExplainProperties {
    private static final List<String> KNOWN = known();

    private static List<String> known() {
        try {
            return Files.readAllLines(
                            Path.of("src/test/resources/io/rootlesstck/evidence/known-lines.tsv"))
                    .stream()
                    .map(line -> line.split("\t", 3)[2])
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property
    void anyBytesAreRead(@ForAll byte[] bytes) {
        Explained explained = read(bytes, bytes.length + 1);

        assertThat(explained.bytes()).isEqualTo(bytes.length);
    }

    /** Known lines, parts of them, long ones, and bytes that are no text. */
    @Provide
    Arbitrary<byte[]> logs() {
        Arbitrary<byte[]> known =
                Arbitraries.of(KNOWN).map(line -> line.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> parts =
                known.flatMap(
                        line ->
                                Arbitraries.integers()
                                        .between(0, line.length)
                                        .map(to -> Arrays.copyOf(line, to)));
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        Arbitrary<byte[]> newlines = Arbitraries.of("\n", "\r\n", "\n\n").map(String::getBytes);
        Arbitrary<byte[]> dumps =
                Arbitraries.integers()
                        .between(LogScanner.LINE_LIMIT - 300, LogScanner.LINE_LIMIT + 300)
                        .map("x"::repeat)
                        .map(String::getBytes);
        return Arbitraries.frequencyOf(
                        Tuple.of(8, known),
                        Tuple.of(4, parts),
                        Tuple.of(3, noise),
                        Tuple.of(12, newlines),
                        Tuple.of(1, dumps))
                .list()
                .ofMaxSize(40)
                .map(ExplainProperties::join);
    }

    /** However the bytes come, in whatever pieces, the findings are the same. */
    @Property(tries = 300)
    void piecesMakeNoDifference(
            @ForAll("logs") byte[] bytes, @ForAll @IntRange(min = 1, max = 5000) int piece) {
        assertThat(read(bytes, piece)).isEqualTo(read(bytes, bytes.length + 1));
    }

    /** What the CPUs share is what one would find alone. */
    @Example
    void largeBlocksMakeNoDifference() {
        byte[] known = (String.join("\n", KNOWN) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = join(Collections.nCopies(2 * LogScanner.BLOCK / known.length, known));

        assertThat(read(bytes, LogScanner.BLOCK)).isEqualTo(read(bytes, 4000));
    }

    @Property(tries = 300)
    void everyLineIsCountedOnce(@ForAll("logs") byte[] bytes) {
        long newlines = 0;
        for (byte b : bytes) {
            newlines += b == '\n' ? 1 : 0;
        }
        boolean open = bytes.length > 0 && bytes[bytes.length - 1] != '\n';

        assertThat(read(bytes, bytes.length + 1).lines()).isEqualTo(newlines + (open ? 1 : 0));
    }

    /** Each known line, wherever it stands, is what the slow way says it is. */
    @Property
    void thePrefilterLosesNothing(@ForAll @IntRange(max = 1000) int which) {
        String line = KNOWN.get(which % KNOWN.size());

        assertThat(Logs.ids(Logs.explain("before", line, "after")))
                .containsExactly(Logs.KNOWN.classify(line).orElseThrow().id());
    }

    @Property
    void anyTextHasATimeOrNone(@ForAll String text) {
        assertThat(LogTime.of(text, Logs.NOW)).isNotNull();
        assertThat(LineText.of("{" + text + "}")).isNotNull();
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static Explained read(byte[] bytes, int piece) {
        Explainer explainer = Logs.explainer(true);
        LogScanner scanner = explainer.open("a.log");
        try {
            scanner.read(new Pieces(bytes, piece));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        scanner.end();
        return explainer.explained();
    }

    /** Hands out a few bytes at a time. */
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream all;
        private final int piece;

        Pieces(byte[] bytes, int piece) {
            this.all = new ByteArrayInputStream(bytes);
            this.piece = piece;
        }

        @Override
        public int read() {
            return all.read();
        }

        @Override
        public int read(byte[] to, int from, int length) {
            return all.read(to, from, Math.min(length, piece));
        }
    }
}
