package io.rootlesstck.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchedModuleTest {
    @TempDir Path folder;
    private TinyModule tiny;

    @BeforeEach
    void writeModule() throws IOException {
        tiny = new TinyModule(folder);
    }

    private Path built(String... oldAndNew) {
        List<SourceEdit> edits = new ArrayList<>();
        for (int i = 0; i < oldAndNew.length; i += 2) {
            edits.add(
                    new SourceEdit(
                            TinyModule.WORD_PACKAGE,
                            TinyModule.WORD_FILE,
                            oldAndNew[i],
                            oldAndNew[i + 1]));
        }
        return new PatchedModule(
                        tiny.read(),
                        GoToolchain.choose(tiny.read(), List.of(tiny.goFolder())),
                        edits,
                        folder.resolve("logs"))
                .build(ComponentId.KUBELET, Kit.cache(folder));
    }

    @Test
    void theChangeIsInTheBinaryAndNotInTheSource() throws IOException {
        Path source = tiny.wordSource();
        String before = Files.readString(source);

        Path kubelet = built("\"plain\"", "\"patched\"");

        assertThat(Exec.of(kubelet.toString()).run().out()).isEqualTo("Tiny v1.2.3 patched\n");
        assertThat(source).hasContent(before);
        assertThat(kubelet.getParent())
                .isDirectoryNotContaining(file -> file.getFileName().toString().equals("modules"));
    }

    @Test
    void changesOfOneFileAddUp() {
        Path kubelet = built("\"plain\"", "word", "func Word", "const word = \"two\"\nfunc Word");

        assertThat(Exec.of(kubelet.toString()).run().out()).isEqualTo("Tiny v1.2.3 two\n");
    }

    @Test
    void otherChangesMakeAnotherBinary() {
        assertThat(built("plain", "one")).isNotEqualTo(built("plain", "two"));
        assertThat(built("plain", "one")).isEqualTo(built("plain", "one"));
    }

    @Test
    void aTextThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> built("\"gone\"", "\"x\""))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("change say.go of rootlesstck.test/word/say")
                .hasMessageContaining("It has this text nowhere:\n         \"gone\"");
    }

    @Test
    void aTextThatIsThereTwiceIsAnError() {
        assertThatThrownBy(() -> built("n", "m"))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("It has this text more than once:");
    }

    @Test
    void aChangeThatDoesNotCompileIsAnError() {
        assertThatThrownBy(() -> built("\"plain\"", "undefinedWord"))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("undefined: undefinedWord");
    }
}
