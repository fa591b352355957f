package io.rootlesstck.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoModulesTest {
    private static final Wanted KUBELET = new Wanted(ComponentId.KUBELET, "v1.2.3");
    private static final Wanted KUBEADM = new Wanted(ComponentId.KUBEADM, "1.2.3");

    @TempDir Path folder;
    private Cache cache;
    private TinyModule tiny;
    private PinnedModule module;
    private final Map<String, String> asked = new TreeMap<>();

    @BeforeEach
    void writeModule() throws IOException {
        cache = Kit.cache(folder);
        tiny = new TinyModule(folder);
        module = tiny.read();
    }

    private GoModules modules() {
        return modules(List.of(tiny.goFolder()));
    }

    private GoModules modules(List<Path> goFolders) {
        return new GoModules(
                PinnedModule.readAll(tiny.modules()),
                cache,
                (purpose, packages) -> asked.putAll(packages),
                goFolders,
                logs());
    }

    private Path logs() {
        return folder.resolve("logs");
    }

    private Path log() {
        return logs().resolve("tiny-v1.2.3.log");
    }

    /** A program called go that says it has a version, and else does what the lines say. */
    private Path fakeGo(String version, String... lines) throws IOException {
        List<String> script = new ArrayList<>();
        script.add("if [ \"$1\" = env ]; then echo " + version + "; exit; fi");
        script.addAll(List.of(lines));
        Path bin = Files.createDirectories(folder.resolve("bin-" + version));
        Kit.script(bin.resolve("go"), script.toArray(String[]::new));
        return bin;
    }

    @Test
    void whatIsBuiltAnswersAndIsAnEntryOfItsOwn() {
        GoModules modules = modules();
        assertThat(modules.atHand(List.of(KUBELET, KUBEADM))).isEmpty();

        ComponentSource.Fetched fetched = modules.fetch(List.of(KUBELET, KUBEADM));

        assertThat(fetched.lacking()).isEmpty();
        Component kubelet = Kit.got(fetched.got(), ComponentId.KUBELET);
        assertThat(Components.versionOf(ComponentId.KUBELET, kubelet.file())).isEqualTo("v1.2.3");
        assertThat(kubelet.origin().kind()).isEqualTo(Origin.Kind.GO_MODULE);
        assertThat(kubelet.origin().detail())
                .startsWith("rootlesstck.test/tiny/cmd/kubelet of tiny v1.2.3, built with go1.");
        assertThat(cache.list())
                .extracting(entry -> entry.name().replaceFirst("-[0-9a-f]{16}$", ""))
                .containsExactlyInAnyOrder("kubelet-v1.2.3", "kubeadm-v1.2.3");
        assertThat(kubelet.file().resolveSibling("kubeadm")).doesNotExist();
    }

    @Test
    void whatWasBuiltIsNotBuiltAgain() throws IOException {
        modules().fetch(List.of(KUBELET, KUBEADM));
        Files.delete(log());

        assertThat(modules().atHand(List.of(KUBELET, KUBEADM))).hasSize(2);
        assertThat(modules().fetch(List.of(KUBELET)).got()).hasSize(1);
        assertThat(log()).doesNotExist();
    }

    @Test
    void onlyWhatIsMissingIsBuilt() {
        modules().fetch(List.of(KUBELET));

        assertThat(modules().atHand(List.of(KUBELET, KUBEADM)))
                .containsOnlyKeys(ComponentId.KUBELET);
        assertThat(modules().fetch(List.of(KUBELET, KUBEADM)).got()).hasSize(2);
    }

    @Test
    void aDamagedBinaryIsBuiltAgain() throws IOException {
        Component kubelet = Kit.got(modules().fetch(List.of(KUBELET)).got(), ComponentId.KUBELET);
        Files.write(kubelet.file(), new byte[] {1, 2, 3});

        Component again = Kit.got(modules().atHand(List.of(KUBELET)), ComponentId.KUBELET);

        assertThat(again.sha256()).isEqualTo(kubelet.sha256());
        assertThat(Components.versionOf(ComponentId.KUBELET, again.file())).isEqualTo("v1.2.3");
    }

    @Test
    void anotherSourceMeansAnotherBinary() throws IOException {
        Component before = Kit.got(modules().fetch(List.of(KUBELET)).got(), ComponentId.KUBELET);
        Path main = module.folder().resolve("cmd/kubelet/main.go");
        Files.writeString(main, Files.readString(main).replace("Tiny", "Changed"));

        assertThat(modules().atHand(List.of(KUBELET))).isEmpty();
        assertThat(Kit.got(modules().fetch(List.of(KUBELET)).got(), ComponentId.KUBELET).file())
                .isNotEqualTo(before.file());
    }

    @Test
    void twoAtOnceBuildEachOnce() {
        CompletableFuture<ComponentSource.Fetched> other =
                CompletableFuture.supplyAsync(() -> modules().fetch(List.of(KUBEADM, KUBELET)));
        ComponentSource.Fetched mine = modules().fetch(List.of(KUBELET, KUBEADM));

        assertThat(other.join().got()).isEqualTo(mine.got());
        assertThat(cache.list()).hasSize(2);
    }

    @Test
    void aSourceThatDoesNotCompileIsShownWithItsLinesAndLog() throws IOException {
        Path main = module.folder().resolve("cmd/kubelet/main.go");
        Files.writeString(main, Files.readString(main).replace("version,", "undefinedWord,"));

        assertThatThrownBy(() -> modules().fetch(List.of(KUBELET)))
                .isInstanceOf(TckException.class)
                .hasMessageStartingWith("Could not build tiny v1.2.3 from " + module.folder() + ".")
                .hasMessageContaining("cmd/kubelet/main.go:11:35: undefined: undefinedWord")
                .hasMessageContaining("All of it is in " + log())
                .hasMessageContaining("If the module's files were changed, undo that");
        assertThat(log()).content().contains("undefined: undefinedWord");
        assertThat(cache.list()).isEmpty();
    }

    @Test
    void noNetworkIsSaidSo() throws IOException {
        String failure =
                "go: example.test/m@v1.0.0: Get \"https://proxy.test/x\": dial tcp:"
                        + " lookup proxy.test: no such host";
        Path bin = fakeGo("go1.30.0", "echo '" + failure + "' >&2; exit 1");

        assertThatThrownBy(() -> modules(List.of(bin)).fetch(List.of(KUBELET)))
                .isInstanceOf(TckException.class)
                .hasMessageContaining(failure)
                .hasMessageContaining("did not reach a Go module proxy")
                .hasMessageContaining("-Dtck.component.<name>=/path");
    }

    @Test
    void aFullDiskIsSaidSo() throws IOException {
        Path bin = fakeGo("go1.30.0", "echo 'write b.a: no space left on device' >&2; exit 1");

        assertThatThrownBy(() -> modules(List.of(bin)).fetch(List.of(KUBELET)))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("Free space in `go env GOCACHE`");
    }

    @Test
    void aBuildCarriesTheMarkThatLetsTheNextRunEndIt() throws IOException {
        Path bin = fakeGo("go1.30.0", "echo \"mark $TCK_RUN in $GOTMPDIR\" >&2; exit 1");

        assertThatThrownBy(() -> modules(List.of(bin)).fetch(List.of(KUBELET)))
                .hasMessageMatching(
                        "(?s).*mark (\\d+) in " + cache.root().resolve("runs") + "/\\1\n.*");
        assertThat(cache.root().resolve("runs")).isEmptyDirectory();
    }

    @Test
    void aModuleThatIsNotTheOnePinnedIsSaidSo() throws IOException {
        Path sums = module.folder().resolve("go.sum");
        Files.writeString(
                sums,
                Files.readString(sums)
                        .replaceAll("(v1\\.0\\.0 h1:)\\S+", "$1" + "A".repeat(43) + "="));

        assertThatThrownBy(() -> modules().fetch(List.of(KUBELET)))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("rootlesstck.test/word@v1.0.0: checksum mismatch")
                .hasMessageContaining("A module is not the one that go.sum pins: do not use it.");
    }

    @Test
    void withoutGoItsPackageIsAskedForAndItsLackIsSaid() {
        assertThatThrownBy(() -> modules(List.of(folder)).fetch(List.of(KUBELET)))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("There is no program called go on the PATH.")
                .hasMessageContaining("apt-get install golang-go");
        assertThat(asked).containsEntry("golang-go", "go");
    }

    @Test
    void aGoThatIsNewEnoughIsUsedAsItIs() throws IOException {
        Path bin = fakeGo("go1.30.0", "echo \"toolchain $GOTOOLCHAIN\" >&2; exit 1");

        assertThatThrownBy(() -> modules(List.of(bin)).fetch(List.of(KUBELET)))
                .hasMessageContaining("toolchain local");
        assertThat(GoToolchain.choose(module, List.of(bin)).version()).isEqualTo("go1.30.0");
    }

    @Test
    void anOlderGoFetchesThePinnedOne() throws IOException {
        requireNewerGo("1.26.6");
        Path bin = fakeGo("go1.24.4", "echo \"toolchain $GOTOOLCHAIN\" >&2; exit 1");

        assertThatThrownBy(() -> modules(List.of(bin)).fetch(List.of(KUBELET)))
                .hasMessageContaining("toolchain go1.26.8");
        assertThat(GoToolchain.choose(module, List.of(bin)).version()).isEqualTo("go1.26.8");
    }

    @Test
    void aGoTooOldToSwitchFetchesThePinnedOneAsAModule() throws IOException {
        Path root = folder.resolve("toolchain");
        write(root.resolve("bin/go"), "#!/bin/sh\necho \"fetched $GOTOOLCHAIN\" >&2; exit 1\n");
        write(root.resolve("pkg/tool/linux/compile"), "");
        Path bin =
                fakeGo(
                        "go1.19.8",
                        "[ \"$1 $2\" = 'mod download' ] || exit 9",
                        "echo \"$4\" > " + folder.resolve("asked"),
                        "echo '{\"Dir\": \"" + root + "\"}'");

        assertThatThrownBy(() -> modules(List.of(bin)).fetch(List.of(KUBELET)))
                .hasMessageContaining("fetched local");
        assertThat(folder.resolve("asked"))
                .content()
                .startsWith("golang.org/toolchain@v0.0.1-go1.26.8.linux-");
        assertThat(root.resolve("pkg/tool/linux/compile")).isExecutable();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void requireNewerGo(String version) throws IOException {
        Path goMod = module.folder().resolve("go.mod");
        Files.writeString(
                goMod, Files.readString(goMod).replace("\ngo 1.21\n", "\ngo " + version + "\n"));
        module = PinnedModule.read(module.folder());
    }

    @Test
    void aVersionThatIsNotPinnedIsNoSource() {
        ComponentSource.Fetched fetched =
                modules()
                        .fetch(
                                List.of(
                                        new Wanted(ComponentId.KUBELET, "v1.2.4"),
                                        new Wanted(ComponentId.CRUN, "1.21")));

        assertThat(fetched.got()).isEmpty();
        assertThat(fetched.lacking())
                .containsEntry(ComponentId.KUBELET, "images/components pins v1.2.3 of it")
                .containsEntry(ComponentId.CRUN, "no module in images/components builds it");
    }

    @Test
    void aModuleWhoseBinaryHasAnotherNameIsAnError() throws IOException {
        Path recipe = module.folder().resolve("module.yaml");
        Files.writeString(
                recipe, Files.readString(recipe).replace("tiny/cmd/kubeadm", "tiny/cmd/kubelet"));

        assertThatThrownBy(() -> modules().fetch(List.of(KUBEADM)))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("`go build` made no file of that name")
                .hasMessageContaining("Correct module.yaml");
    }

    @Test
    void theOnlyBinaryOfAModuleIsNamedAfterItsComponent() throws IOException {
        Path recipe = module.folder().resolve("module.yaml");
        Files.writeString(
                recipe,
                Files.readString(recipe)
                        .replace("  kubelet: rootlesstck.test/tiny/cmd/kubelet\n", "")
                        .replace("tiny/cmd/kubeadm", "tiny/cmd/kubelet"));
        module = PinnedModule.read(module.folder());

        Component kubeadm = Kit.got(modules().fetch(List.of(KUBEADM)).got(), ComponentId.KUBEADM);

        assertThat(kubeadm.file()).hasFileName("kubeadm").isExecutable();
    }

    @Test
    void aMalformedRecipeIsAnErrorWithItsPlace() throws IOException {
        Path recipe = module.folder().resolve("module.yaml");
        String sound = Files.readString(recipe);

        Files.writeString(recipe, sound + "tagz: [selinux]\n");
        assertThatThrownBy(this::modules)
                .isInstanceOf(TckException.class)
                .hasMessageContaining("tiny-v1")
                .hasMessageContaining("Unrecognized field \"tagz\"")
                .hasMessageContaining("line: ");
        Files.writeString(recipe, sound.replace("kubelet:", "kublet:"));
        assertThatThrownBy(this::modules)
                .isInstanceOf(TckException.class)
                .hasMessageContaining("tiny-v1")
                .hasMessageContaining("No component is called \"kublet\"");
        Files.delete(recipe.resolveSibling("go.mod"));
        assertThatThrownBy(this::modules)
                .isInstanceOf(TckException.class)
                .hasMessageContaining("go.mod");
    }
}
