package io.rootlesstck.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogInputTest {
    private static final String LINE =
            "time=\"2026-11-24T09:01:12Z\" level=warning msg=\"hugetlb cgroup controller is absent\"\n";

    @TempDir private Path folder;

    @Test
    void unpacksGzipData() throws IOException {
        assertThat(Logs.ids(Logs.explain(gzip(LINE.getBytes(StandardCharsets.UTF_8)))))
                .containsExactly("containerd-hugetlb");
    }

    @Test
    void tellsThatGzipDataEndsEarlyAndKeepsWhatItHeld() throws IOException {
        byte[] packed = gzip(LINE.repeat(100).getBytes(StandardCharsets.UTF_8));
        Explainer explainer = Logs.explainer(false);

        assertThatThrownBy(
                        () ->
                                LogInput.read(
                                        "a.gz",
                                        new ByteArrayInputStream(
                                                Arrays.copyOf(packed, packed.length - 9)),
                                        explainer))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("Could not read all of a.gz.", "ends early");
        assertThat(explainer.explained().findings()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4c504b5348485248|It is a systemd journal file|journalctl --file",
                "28b52ffd00|It is zstd data|zstdcat",
                "fd377a585a000001|It is xz data|xzcat",
                "425a6839|It is bzip2 data|bzcat",
                "504b0304|It is a zip archive|Unpack it",
                "7f454c460201|It is a program (ELF)|the log that it wrote",
                "fffe4500|It is UTF-16 text|iconv -f UTF-16",
                "4531313234000a|It is a binary file: byte 6 is NUL|tr -d",
            })
    void saysWhatABinaryFileIsAndWhatToDo(String bytes, String found, String next) {
        assertThatThrownBy(() -> Logs.explain(HexFormat.of().parseHex(bytes)))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("Could not explain a.log.", found, next);
    }

    @Test
    void saysThatATarArchiveIsOne() {
        byte[] tar = new byte[512];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);

        assertThatThrownBy(() -> Logs.explain(tar)).hasMessageContaining("It is a tar archive.");
    }

    @Test
    void findsTheLogsOfAFolder() throws IOException {
        Path pods = Files.createDirectories(folder.resolve("pods/kube-proxy"));
        for (String name :
                new String[] {"0.log", "0.log.20261124-085501.gz", "1.log.1", "x.json"}) {
            Files.writeString(pods.resolve(name), "");
        }
        Files.writeString(folder.resolve("kubelet.log"), "");

        assertThat(LogInput.logs("given", folder))
                .extracting(LogInput.Log::name)
                .containsExactly(
                        "kubelet.log",
                        "pods/kube-proxy/0.log",
                        "pods/kube-proxy/0.log.20261124-085501.gz",
                        "pods/kube-proxy/1.log.1");
    }

    @Test
    void tellsOfAFolderWithoutLogsAndOfAFileThatIsNotThere() {
        assertThatThrownBy(() -> LogInput.logs("given", folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("Could not explain given.", "no *.log");
        assertThatThrownBy(() -> LogInput.logs("gone", folder.resolve("gone")))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("Could not explain gone.", "no such file");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
