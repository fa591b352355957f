package io.rootlesstck.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the bundle is in the jar, and read from there, is seen by src/it/example. */
class KitFilesTest {
    private static final int EXECUTABLE = 0100775;
    private static final int PLAIN = 0100664;

    @TempDir Path dir;

    private interface Filler {
        void fill(TarArchiveOutputStream tar) throws IOException;
    }

    private static InputStream tar(Filler filler) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            filler.fill(tar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void file(TarArchiveOutputStream tar, String name, int mode) throws IOException {
        byte[] content = ("content of " + name).getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String target)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    @Test
    void theCheckoutIsWhereTheKitsTestsRun() {
        assertThat(KitFiles.home()).isEqualTo(Path.of("").toAbsolutePath());
        assertThat(KitFiles.of("scenarios/claims.yaml")).isRegularFile();
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> KitFiles.of("images/mars"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Could not find the kit's own images/mars.")
                .hasMessageContaining("images/mars.")
                .hasMessageContaining("the folder that holds the kit's pom.xml");
    }

    @Test
    void unpacksProgramsAndLinksAsSuch() throws IOException {
        InputStream bundle =
                tar(
                        tar -> {
                            tar.putArchiveEntry(new TarArchiveEntry("images/empty/"));
                            tar.closeArchiveEntry();
                            file(tar, "images/run", EXECUTABLE);
                            file(tar, "images/packages", PLAIN);
                            link(tar, "images/wants/unit", "/etc/systemd/unit");
                        });

        KitFiles.unpack(bundle, dir);

        assertThat(dir.resolve("images/empty")).isEmptyDirectory();
        assertThat(dir.resolve("images/run")).hasContent("content of images/run").isExecutable();
        assertThat(Files.isExecutable(dir.resolve("images/packages"))).isFalse();
        assertThat(Files.readSymbolicLink(dir.resolve("images/wants/unit")))
                .isEqualTo(Path.of("/etc/systemd/unit"));
    }

    @Test
    void writesNothingOutsideItsFolder() throws IOException {
        InputStream bundle = tar(tar -> file(tar, "../out", PLAIN));
        Path folder = Files.createDirectory(dir.resolve("in"));

        assertThatThrownBy(() -> KitFiles.unpack(bundle, folder)).isInstanceOf(IOException.class);

        assertThat(dir.resolve("out")).doesNotExist();
    }
}
