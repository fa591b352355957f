package io.rootlesstck.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedTreeTest {
    @TempDir private Path folder;
    @TempDir private Path other;

    @Test
    void givesAgainWhatWasRecorded() {
        FitMachine machine =
                new FitMachine(folder)
                        .sysctl("kernel.apparmor_restrict_unprivileged_userns", "1")
                        .folder("/etc/apparmor.d", "podman", "rootlesskit")
                        .file(
                                "/etc/apparmor.d/podman",
                                "profile podman /usr/bin/podman {\n userns,\n}\n")
                        .program("newuidmap", 0100755)
                        .answer(0, "x cap_setuid=ep", "", "getcap", "/usr/bin/newuidmap")
                        .unreadable("/run/user/1000/bus", "/run/user/1000/bus: not for you");
        Recorder recorder = new Recorder(machine.tree());
        MachineReport first = Doctor.examine(recorder, Optional.empty(), Optional.empty());
        Path place = other.resolve("made/by/record");
        recorder.save(place);

        MachineReport second =
                Doctor.examine(RecordedTree.open(place), Optional.empty(), Optional.empty());

        assertThat(second.findings()).isEqualTo(first.findings());
        assertThat(second.engines()).isEqualTo(first.engines());
        assertThat(second.user()).isEqualTo(first.user());
    }

    @Test
    void recordsIntoNothingThatIsThere() throws IOException {
        Files.writeString(other.resolve("mine"), "x");
        Recorder recorder = new Recorder(new FitMachine(folder).tree());

        assertThatThrownBy(() -> recorder.save(other))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is something in it already.");
        assertThat(other).isDirectoryContaining("glob:**mine");
    }

    @Test
    void isNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> RecordedTree.open(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("It is no folder.")
                .hasMessageContaining("./tck doctor --record DIR");
    }

    @Test
    void isNotThere() {
        assertThatThrownBy(() -> RecordedTree.open(folder.resolve("nowhere")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("It is not there.");
    }

    @Test
    void isNoTreeOfAMachine() {
        assertThatThrownBy(() -> RecordedTree.open(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("It holds none of: tck-doctor.json, etc/os-release");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"schema\": 2, \"uid\": 0}",
                "{\"schema\": 1, \"uid\": null}",
                "{\"schema\": 1, \"uid\"",
                "{\"schema\": 1, \"uid\": 0, \"new\": 1}",
                "\u0000\u0001\u0002"
            })
    void refusesAnotherFile(String text) throws IOException {
        Files.writeString(folder.resolve(RecordedMachine.FILE), text);

        assertThatThrownBy(() -> RecordedTree.open(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Could not read the recorded machine " + folder)
                .hasMessageContaining("Record it again");
    }

    @Test
    void aTreeMadeByHandWillDo() throws IOException {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/passwd"), "u:x:1000:1000::/home/u:/bin/sh\n");

        MachineReport report =
                Doctor.examine(RecordedTree.open(folder), Optional.empty(), Optional.empty());

        assertThat(report.kernel()).isEqualTo("an unknown kernel");
        assertThat(report.user()).extracting(JudgedUser::name).isEqualTo("u");
        assertThat(report.finding("cgroup.v2").orElseThrow().seen())
                .isEqualTo(Seen.notChecked("/proc/self/mountinfo is not there"));
    }

    @Test
    void linksDoNotLeadOut() throws IOException {
        MachineTree tree = new FitMachine(folder).without("/etc/subuid").tree();
        Path secret = Files.writeString(other.resolve("secret"), "tester:1:65536\n");
        Files.createSymbolicLink(folder.resolve("etc/subuid"), secret);

        assertThatThrownBy(() -> tree.text("/etc/subuid"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("/etc/subuid: a link that leads out of the tree");
        assertThat(tree.text("/../" + other.getFileName() + "/secret")).isEmpty();
    }

    @Test
    void linksInTheTreeAreFollowed() throws IOException {
        MachineTree tree = new FitMachine(folder).without("/etc/os-release").tree();
        Files.createDirectories(folder.resolve("usr/lib"));
        Files.writeString(
                folder.resolve("usr/lib/os-release"), "PRETTY_NAME='Here 1'\nID=fedora\n");
        Files.createSymbolicLink(
                folder.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));

        assertThat(Distribution.of(tree))
                .isEqualTo(new Distribution("Here 1", Distribution.Family.FEDORA));
    }

    @Test
    void aFolderIsNoFile() {
        MachineTree tree = new FitMachine(folder).tree();

        assertThat(tree.text("/etc")).isEmpty();
        assertThat(tree.names("/etc")).contains("passwd", "subuid");
        assertThat(tree.names("/etc/passwd")).isEmpty();
    }

    @Test
    void readsAPackedConfiguration() throws IOException {
        MachineTree tree = new FitMachine(folder).tree();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("CONFIG_VXLAN=y\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("proc/config.gz"), packed.toByteArray());

        assertThat(KernelConfig.of(tree, FitMachine.KERNEL).orElseThrow())
                .satisfies(
                        config -> {
                            assertThat(config.file()).isEqualTo("/proc/config.gz");
                            assertThat(config.value("VXLAN")).isEqualTo("y");
                            assertThat(config.value("NFS_FS")).isEqualTo("n");
                        });
    }

    @Test
    void saysOfABrokenConfigurationThatItIs() throws IOException {
        MachineTree tree = new FitMachine(folder).tree();
        Files.writeString(folder.resolve("proc/config.gz"), "CONFIG_VXLAN=y\n");

        assertThatThrownBy(() -> KernelConfig.of(tree, FitMachine.KERNEL))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("/proc/config.gz: Not in GZIP format");
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        MachineTree tree = new FitMachine(folder).tree();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] mebibyte = new byte[1024 * 1024];
            for (int i = 0; i < 20; i++) {
                out.write(mebibyte);
            }
        }
        Files.write(folder.resolve("proc/config.gz"), packed.toByteArray());

        assertThatThrownBy(() -> KernelConfig.of(tree, FitMachine.KERNEL))
                .hasMessage("/proc/config.gz is larger than any such file is");
    }

    @Test
    void bytesThatAreNoTextAreRead() throws IOException {
        MachineTree tree = new FitMachine(folder).tree();
        Files.write(folder.resolve("etc/subuid"), new byte[] {(byte) 0xff, 0, (byte) 0xc3, '\n'});

        assertThat(SubIds.parse(tree.text("/etc/subuid").orElseThrow()))
                .isEqualTo(new SubIds(List.of(), List.of(1)));
    }
}
