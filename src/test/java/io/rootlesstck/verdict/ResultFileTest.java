package io.rootlesstck.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.document.DocumentSchema;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFileTest {
    @TempDir Path dir;
    private Path file;

    @BeforeEach
    void name() {
        file = dir.resolve("out/result.json");
    }

    @Test
    void whatWasWrittenIsRead() {
        ResultFile.write(file, result());

        assertThat(ResultFile.read(file)).isEqualTo(result());
    }

    @Test
    void theSameResultGivesTheSameBytes() throws IOException {
        ResultFile.write(file, result());
        byte[] first = Files.readAllBytes(file);
        ResultFile.write(file, ResultFile.read(file));

        assertThat(file).hasBinaryContent(first);
        assertThat(new String(first, StandardCharsets.UTF_8))
                .doesNotContain("\r")
                .contains("größer als ein Kubelet")
                .endsWith("}\n");
    }

    @Test
    void whatIsWrittenFitsThePublishedSchema() throws IOException {
        ResultFile.write(file, result());

        assertThat(
                        DocumentSchema.named("result")
                                .violations(new ObjectMapper().readTree(file.toFile())))
                .isEmpty();
    }

    @Test
    void nothingHalfWrittenIsLeft() throws IOException {
        ResultFile.write(file, result());

        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileThatIsCutOffIsTold() throws IOException {
        ResultFile.write(file, result());
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(file + " is no whole JSON: line ");
    }

    @Test
    void aResultOfANewerKitIsTold() throws IOException {
        ResultFile.write(file, result());
        Files.writeString(file, Files.readString(file).replace("\"schema\" : 1", "\"schema\" : 2"));

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has the schema version 2; this kit")
                .hasMessageContaining("reads up to 1. Take a newer kit.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"a\": 1} | is no result of this kit: at",
                "[] | is no result of this kit: at",
                "'' | is empty.",
                "nonsense | is no whole JSON: line 1, column",
                "{\"schema\": \"new\"} | is no result of this kit: at",
                "{\"schema\": 99999999999999999999} | has the schema version 99999999999999999999",
                "{\"schema\": 1, \"schema\": 1} | Duplicate field 'schema'",
                "{\"version\": \"2.1.0\", \"runs\": []} | is no result of this kit: at"
            })
    void anyOtherFileIsTold(String content, String message) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSecondDocumentInTheFileIsTold() throws IOException {
        ResultFile.write(file, result());
        Files.writeString(file, Files.readString(file).repeat(2));

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is no whole JSON: line ");
    }

    @Test
    void aFolderIsTold() {
        assertThatThrownBy(() -> ResultFile.read(dir))
                .isInstanceOf(UsageException.class)
                .hasMessage(dir + " is a folder. Name the result.json in it.");
    }

    @Test
    void aBinaryFileIsTold() throws IOException {
        Path binary =
                Files.write(dir.resolve("b.json"), new byte[] {0x7f, 'E', 'L', 'F', (byte) 0xff});

        assertThatThrownBy(() -> ResultFile.read(binary))
                .isInstanceOf(UsageException.class)
                .hasMessage(binary + ": is not UTF-8 text");
    }

    @Test
    void aFileThatIsFarTooLargeIsToldAndNotRead() throws IOException {
        Path large = dir.resolve("large.json");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }

        assertThatThrownBy(() -> ResultFile.read(large))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it has 3072 MiB, and a result has 256 at most");
    }

    @Test
    void aNumberThatIsNoTimeIsTold() throws IOException {
        ResultFile.write(file, result());
        Files.writeString(file, Files.readString(file).replace("12.5", "1e999"));

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is no result of this kit: at \"/seconds\"");
    }

    @Test
    void aClaimThatIsThereTwiceIsTold() throws IOException {
        ResultFile.write(file, result());
        Files.writeString(file, Files.readString(file).replace("demo.drifted", "demo.claim"));

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has the claim \"demo.claim\" twice in the cell \"docker-");
    }

    @Test
    void aMissingFileIsTold() {
        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aWrongTimeIsTold() throws IOException {
        ResultFile.write(file, result());
        Files.writeString(
                file, Files.readString(file).replace("2026-11-24T07:32:35.469Z", "yesterday"));

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("yesterday");
    }

    @Test
    void theKitKnowsItsVersion() {
        assertThat(ResultFile.kitVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    static RunResult result() {
        Outcome outcome =
                new Outcome(
                        Role.POSITIVE,
                        Status.PASSED,
                        "Suite.method",
                        "kubelet/one",
                        "größer als ein Kubelet",
                        1.25,
                        new TreeMap<>(Map.of("b", "2", "a", "1")),
                        List.of("cell/kubelet/one/kubelet.log"));
        ClaimVerdict verdict =
                new ClaimVerdict("demo.claim", Verdict.HOLDS, "", 1.25, List.of(outcome), null);
        ClaimVerdict expected =
                new ClaimVerdict(
                        "demo.drifted",
                        Verdict.DRIFTED,
                        "beta",
                        1.5,
                        List.of(),
                        new LedgerNote(
                                LedgerNote.Match.EXPECTED,
                                Verdict.DRIFTED,
                                "beta since v1.37",
                                "https://example.org"));
        CellFacts facts =
                new CellFacts(
                        new TreeMap<>(Map.of("kernel", "7.3.4", "controllers", List.of("cpu"))),
                        List.of(new PassedOver("Docker", "is not rootless")),
                        new TreeMap<>(Map.of("kubelet", "v1.37.2")),
                        new TreeMap<>(Map.of("node", 2.5)));
        CellResult cell =
                new CellResult(
                        "docker-containerd-runc-v1.37.2",
                        new TreeMap<>(Map.of("engine", "docker")),
                        facts,
                        List.of(verdict, expected),
                        List.of(new NotMade("demo.later", "made since v1.38.0")));
        return new RunResult(
                RunResult.SCHEMA,
                "0.1.0",
                Instant.parse("2026-11-24T07:32:35.469Z"),
                12.5,
                List.of(cell));
    }
}
