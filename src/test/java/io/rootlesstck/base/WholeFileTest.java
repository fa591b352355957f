package io.rootlesstck.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir Path dir;

    @Test
    void writesAFileWithTheUsualPermissionsAndItsFolder() throws IOException {
        Path usual = Files.writeString(dir.resolve("usual"), "");
        Path file = dir.resolve("a/b/new");

        WholeFile.write(file, "größer\n");

        assertThat(file).content().isEqualTo("größer\n");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(usual));
        assertThat(dir.resolve("a/b")).isDirectoryContaining("glob:**/new");
        assertThat(Files.list(dir.resolve("a/b"))).hasSize(1);
    }

    @Test
    void keepsThePermissionsOfAFileThatIsThere() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-----"));

        WholeFile.write(file, "new");

        assertThat(file).content().isEqualTo("new");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-----"));
    }

    @Test
    void writesWhereALinkPointsTo() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "old");
        Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("file"));

        WholeFile.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(file).content().isEqualTo("new");
    }

    @Test
    void leavesADeviceInItsPlace() throws IOException {
        WholeFile.write(Path.of("/dev/null"), "text");

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void keepsAPrivateFileToItsOwner() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "old");

        WholeFile.writePrivate(file, "secret");

        assertThat(file).content().isEqualTo("secret");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void leavesNothingBehindWhereAFolderStands() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("folder"));

        assertThatThrownBy(() -> WholeFile.write(folder, "text"))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": a folder stands there");
        assertThatThrownBy(() -> WholeFile.write(Path.of("/"), "text"))
                .hasMessage("/: a folder stands there");

        assertThat(Files.list(dir)).containsExactly(folder);
    }

    @Test
    void keepsTheOldTextWhereTheNewOneCannotBeWritten() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "old");

        assertThatThrownBy(() -> WholeFile.write(file, "half a pair: \ud83d"))
                .isInstanceOf(IOException.class);

        assertThat(file).content().isEqualTo("old");
        assertThat(Files.list(dir)).containsExactly(file);
    }
}
