package io.rootlesstck.explain;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays the inputs that a fuzzer found something with, and some that reach far. */
class FuzzedLogsTest {
    static List<Path> logs() throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of("src/test/resources/io/rootlesstck/explain/fuzz"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("logs")
    void isExplainedInWhateverPieces(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);

        assertThatCode(() -> ExplainFuzzer.fuzzerTestOneInput(bytes)).doesNotThrowAnyException();
    }
}
