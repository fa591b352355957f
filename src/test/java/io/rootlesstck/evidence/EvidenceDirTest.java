package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceDirTest {
    @TempDir Path output;

    @Test
    void whatIsKeptIsForTheOwnerAlone() throws IOException {
        String kept =
                EvidenceDir.fresh(output).sub("cell").sub("kubelet/one").write("a.log", "text");

        Path file = output.resolve("evidence").resolve(kept);
        assertThat(kept).isEqualTo("cell/kubelet/one/a.log");
        assertThat(file).hasContent("text");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.resolveSibling("."))).isEqualTo("rwx------");
        assertThat(permissions(output.resolve("evidence"))).isEqualTo("rwx------");
    }

    @Test
    void aNameCannotLeaveTheFolder() {
        EvidenceDir dir = EvidenceDir.fresh(output).sub("../../etc");

        String kept = dir.write("../../../passwd", "x");

        assertThat(output.resolve("evidence").resolve(kept).normalize())
                .startsWith(output.resolve("evidence"))
                .exists();
        assertThat(kept).doesNotContain("..");
    }

    @Test
    void jsonHasItsKeysInOrder() {
        EvidenceDir dir = EvidenceDir.fresh(output);

        dir.writeJson("facts.json", Map.of("b", 2, "a", 1));

        assertThat(dir.path().resolve("facts.json"))
                .hasContent("{\n  \"a\" : 1,\n  \"b\" : 2\n}\n");
    }

    @Test
    void anEarlierRunsEvidenceGoes() {
        EvidenceDir.fresh(output).sub("cell").write("old.log", "x");

        EvidenceDir.fresh(output);

        assertThat(output.resolve("evidence/cell")).doesNotExist();
    }

    @Test
    void aFolderOfAnotherIsLeftAlone() throws IOException {
        Path theirs = output.resolve("evidence/exhibit-a.txt");
        Files.createDirectories(theirs.getParent());
        Files.writeString(theirs, "of a court");

        assertThatThrownBy(() -> EvidenceDir.fresh(output))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is no evidence folder of this kit")
                .hasMessageContaining("-Dtck.output=DIR");
        assertThat(theirs).exists();
    }

    @Test
    void anOutputFolderThatIsAFileIsTold() throws IOException {
        Path file = output.resolve("file");
        Files.writeString(file, "");

        assertThatThrownBy(() -> EvidenceDir.fresh(file))
                .hasMessageContaining("start the evidence folder");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
