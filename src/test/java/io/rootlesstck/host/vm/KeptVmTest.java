package io.rootlesstck.host.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptVmTest {
    private static final ProcessHandle SELF = ProcessHandle.current();

    @TempDir private Path folder;
    private Cache cache;
    private KeptVm kept;

    @BeforeEach
    void open() {
        Properties properties = new Properties();
        properties.setProperty("tck.cache", folder.toString());
        cache = Cache.of(Settings.of(properties));
        kept = new KeptVm(cache);
    }

    @Test
    void knowsNoVmInANewCache() {
        assertThat(kept.state()).isEmpty();
        assertThat(kept.shell(List.of())).isEmpty();
        assertThat(kept.down()).isFalse();
    }

    @Test
    void knowsAVmThatLives() {
        HostState noted = note(SELF.pid(), HostState.started(SELF));

        assertThat(kept.state()).contains(noted);
        assertThat(kept.shell(List.of()))
                .get()
                .asString()
                .contains("ControlPath=" + noted.folder());
    }

    @Test
    void takesAnotherProcessWithTheSameNumberForDead() {
        note(SELF.pid(), "1999-12-31T23:59:59Z");

        assertThat(kept.state()).isEmpty();
    }

    @Test
    void takesADamagedNoteForNone() throws IOException {
        note(SELF.pid(), HostState.started(SELF));
        Files.writeString(folder.resolve("hosts/vm.json"), "{\"title\": \"cut sh");

        assertThat(kept.state()).isEmpty();
    }

    @Test
    void removesWhatADeadVmLeft() {
        HostState noted = note(SELF.pid(), "1999-12-31T23:59:59Z");

        assertThat(kept.down()).isTrue();
        assertThat(Path.of(noted.folder())).doesNotExist();
        assertThat(kept.down()).isFalse();
    }

    @Test
    void isHeldByOneAtATime() {
        try (KeptVm.Hold first = kept.hold().orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(new KeptVm(cache).hold()).isEmpty();
            assertThatThrownBy(() -> kept.down())
                    .isInstanceOf(TckException.class)
                    .hasMessageContaining("A run is using it");
        }
        kept.hold().orElseThrow().close();
    }

    private HostState note(long pid, String started) {
        RunDir run = RunDir.open(cache);
        HostState state =
                new HostState("UML", run.path().toString(), "abc", pid, started, List.of(20400));
        try (KeptVm.Hold hold = kept.hold().orElseThrow()) {
            hold.note(state);
        }
        return state;
    }
}
