package io.rootlesstck.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LiveTreeTest {
    private final MachineTree tree = LiveTree.here();

    @Test
    void readsFilesThatHaveNoSize() {
        assertThat(tree.text("/proc/self/status")).get().asString().contains("Name:");
    }

    @Test
    void whatIsNotThereIsNoError() {
        assertThat(tree.text("/proc/nowhere/x")).isEmpty();
        assertThat(tree.text("/proc/self/status/x")).isEmpty();
        assertThat(tree.facts("/proc/nowhere")).isEmpty();
        assertThat(tree.names("/proc/nowhere")).isEmpty();
        assertThat(tree.answer(List.of("no-such-program-here"))).isEmpty();
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        assertThatThrownBy(() -> tree.text("/proc"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("/proc: ");
    }

    @Test
    void knowsWhatFilesAre() {
        assertThat(tree.facts("/proc")).get().matches(FileFacts::isFolder);
        assertThat(tree.facts("/dev/null")).get().matches(FileFacts::isCharacterDevice);
        assertThat(tree.facts("/dev/null")).get().matches(FileFacts::isForEverybody);
    }

    @Test
    void asksPrograms() {
        assertThat(tree.answer(List.of("sh", "-c", "echo out; echo err >&2; exit 3")))
                .hasValue(new Answer(3, "out\n", "err\n"));
    }

    @Test
    void examinesThisMachineAndLeavesNothing() throws IOException {
        List<String> before = leftovers();

        MachineReport report = Doctor.examine(tree, Optional.empty(), Optional.empty());

        assertThat(report.findings()).hasSameSizeAs(Doctor.checks());
        assertThat(report.finding("kernel.version").orElseThrow().level())
                .isNotEqualTo(Level.NOT_CHECKED);
        assertThat(leftovers()).isEqualTo(before);
    }

    private static List<String> leftovers() throws IOException {
        try (Stream<Path> found = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return found.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith("tck-doctor-"))
                    .sorted()
                    .toList();
        }
    }
}
