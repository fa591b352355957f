package io.rootlesstck.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFilesTest {
    private static final Machine AMD64 = Machine.of("amd64");
    private static final Machine ARM64 = Machine.of("aarch64");

    @TempDir Path folder;

    private UserFiles given(String component, Path file) {
        return new UserFiles(
                Kit.settings(folder, "tck.component." + component, file.toString()), AMD64);
    }

    @Test
    void aGivenFileIsTakenAsItIs() throws IOException {
        Path file = Kit.executable(folder.resolve("my-runc"), Kit.elf(AMD64.elf()));

        UserFiles files = given("runc", file);

        Wanted runc = new Wanted(ComponentId.RUNC, "v1.5.2");
        Wanted kubelet = new Wanted(ComponentId.KUBELET, "v1.37.2");
        assertThat(files.ids()).containsExactly(ComponentId.RUNC);
        assertThat(files.atHand(List.of(runc, kubelet)))
                .containsOnlyKeys(ComponentId.RUNC)
                .extractingByKey(ComponentId.RUNC)
                .satisfies(
                        component -> {
                            assertThat(component.file()).isEqualTo(file);
                            assertThat(component.origin())
                                    .isEqualTo(
                                            new Origin(
                                                    Origin.Kind.USER_FILE,
                                                    "-Dtck.component.runc=" + file));
                            assertThat(component.sha256()).hasSize(64);
                        });
    }

    @Test
    void aMissingFileIsRefusedByPropertyAndPath() {
        Path file = folder.resolve("no-such-kubelet");

        assertThatThrownBy(() -> given("kubelet", file))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "-Dtck.component.kubelet=%s: there is no such file.\n".formatted(file)
                                + "  Next:  Give the path of a kubelet executable for this"
                                + " machine, or leave the property out to use the kit's own.");
    }

    @Test
    void aBundleOfCrioStandsForItsPrograms() throws IOException {
        Files.createDirectory(folder.resolve("bin"));
        for (String program : List.of("crio", "conmon", "pinns")) {
            Kit.executable(folder.resolve("bin").resolve(program), Kit.elf(AMD64.elf()));
        }

        assertThat(given("crio", folder).files())
                .containsOnlyKeys(ComponentId.CRIO, ComponentId.CONMON, ComponentId.PINNS)
                .containsEntry(ComponentId.PINNS, folder.resolve("bin/pinns"));
    }

    @Test
    void aBundleOfCrioThatLacksProgramsIsRefusedWithEachOfThem() throws IOException {
        Files.createDirectory(folder.resolve("bin"));
        Kit.executable(folder.resolve("bin/conmon"), Kit.elf(AMD64.elf()));

        assertThatThrownBy(() -> given("crio", folder))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "-Dtck.component.crio=%s: the folder has no bin/crio, bin/pinns.\n"
                                .formatted(folder));
    }

    @Test
    void aProgramInABundleIsCheckedAsAnyOther() throws IOException {
        Files.createDirectory(folder.resolve("bin"));
        for (String program : List.of("crio", "conmon", "pinns")) {
            Kit.executable(folder.resolve("bin").resolve(program), Kit.elf(ARM64.elf()));
        }

        assertThatThrownBy(() -> given("crio", folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(folder.resolve("bin/crio").toString());
    }

    @Test
    void crioAloneMayBeAFile() throws IOException {
        Path file = Kit.executable(folder.resolve("my-crio"), Kit.elf(AMD64.elf()));

        assertThat(given("crio", file).ids()).containsExactly(ComponentId.CRIO);
    }

    @Test
    void aFolderIsRefused() {
        assertThatThrownBy(() -> given("kubelet", folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it is a folder or a device, not a file");
    }

    @Test
    void aFileThatIsNotExecutableIsRefusedWithTheCommandThatHelps() throws IOException {
        Path file = Files.write(folder.resolve("crun"), Kit.elf(AMD64.elf()));

        assertThatThrownBy(() -> given("crun", file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it is not executable: chmod +x " + file);
    }

    @Test
    void aFileForAnotherProcessorIsRefused() throws IOException {
        Path file = Kit.executable(folder.resolve("runc"), Kit.elf(ARM64.elf()));

        assertThatThrownBy(() -> given("runc", file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(
                        "it is built for another processor"
                                + " (ELF machine 183; this one, amd64, is 62)");
    }

    @Test
    void aScriptIsRefused() throws IOException {
        Path file = Kit.script(folder.resolve("kubelet"), "exec /usr/bin/kubelet \"$@\"");

        assertThatThrownBy(() -> given("kubelet", file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it is no Linux executable (no ELF file)");
    }

    @Test
    void anEmptyPathAndAnEmptyFileAreRefused() throws IOException {
        assertThatThrownBy(() -> given("kubelet", Path.of("")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-Dtck.component.kubelet=: no path is given");
        Path empty = Kit.executable(folder.resolve("empty"), new byte[0]);
        assertThatThrownBy(() -> given("kubelet", empty))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no ELF file");
    }

    @Test
    void anUnknownComponentIsRefusedWithTheKnownOnes() throws IOException {
        Path file = Kit.executable(folder.resolve("x"), Kit.elf(AMD64.elf()));

        assertThatThrownBy(() -> given("kublet", file))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "-Dtck.component.kublet: No component is called \"kublet\"."
                                + " Known: kubelet, ");
    }
}
