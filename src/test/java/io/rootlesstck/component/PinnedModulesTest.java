package io.rootlesstck.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modules that the kit ships agree with what they say of themselves. */
class PinnedModulesTest {
    private static List<PinnedModule> shipped() {
        return PinnedModule.readAll(Path.of("images/components"));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void goModRequiresTheVersionThatModuleYamlNames(PinnedModule module) throws IOException {
        String goMod = Files.readString(module.folder().resolve("go.mod"));

        assertThat(Stream.of(ComponentId.values()).filter(module::has).map(module::mainPackage))
                .allSatisfy(
                        main ->
                                assertThat(goMod.lines().map(String::strip))
                                        .anyMatch(line -> requires(line, main, module.version())));
    }

    /** Whether a line of go.mod requires the module that has a package, in a version. */
    private static boolean requires(String line, String mainPackage, String version) {
        String[] word = line.split(" ");
        return word.length > 1 && mainPackage.startsWith(word[0]) && word[1].equals(version);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void goModPinsWhatEveryBinaryIsBuiltFrom(PinnedModule module) throws IOException {
        String goMod = Files.readString(module.folder().resolve("go.mod"));

        assertThat(Stream.of(ComponentId.values()).filter(module::has))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(goMod).contains(module.mainPackage(id)));
        assertThat(module.folder().resolve("go.sum")).isNotEmptyFile();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void thePinnedGoIsNewEnough(PinnedModule module) {
        assertThat(Versions.ORDER.compare(module.toolchain(), module.leastGo())).isNotNegative();
    }
}
