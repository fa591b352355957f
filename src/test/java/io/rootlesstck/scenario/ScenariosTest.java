package io.rootlesstck.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.document.ConfigFormat;
import io.rootlesstck.document.DocumentException;
import io.rootlesstck.scenario.Expectation.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenariosTest {
    private static final KubernetesVersion VERSION = KubernetesVersion.parse("v1.37.2");
    private static final String KUBELET =
            """
            # As the page has it.
            apiVersion: kubelet.config.k8s.io/v1beta1
            kind: KubeletConfiguration
            featureGates:
              KubeletInUserNamespace: true
            cgroupDriver: "cgroupfs"
            evictionHard: {}
            """;
    private static final String CONTAINERD =
            """
            version = 3
            [plugins."io.containerd.cri.v1.runtime"]
              disable_apparmor = true
              restrict_oom_score_adj = true
            [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
              SystemdCgroup = false
            """;

    @TempDir Path root;

    private final Claims claims = Claims.load(Path.of("scenarios/claims.yaml"));

    @BeforeEach
    void documented() throws IOException {
        write(
                "kubelet/documented/scenario.yaml",
                """
                title: As documented
                claims: [kubelet.starts.*]
                needs: [controller-memory]
                node: {kmsg: unreadable}
                host: {sysctl: {vm.overcommit_memory: 0, kernel.panic: "0"}}
                expect: {kubelet: runs, notLog: [{literal: panic}]}
                """);
        write("kubelet/documented/kubelet.yaml", KUBELET);
        write("kubelet/documented/containerd.toml", CONTAINERD);
        write("kubelet/documented/resolv.conf", "nameserver 10.0.2.3\n");
    }

    @Test
    void aFileWithoutOverlayIsTakenWordForWord() {
        Scenario documented = load().get("kubelet/documented");

        assertThat(documented.file("kubelet.yaml")).isEqualTo(KUBELET);
        assertThat(documented.file("containerd.toml")).isEqualTo(CONTAINERD);
        assertThat(documented.files())
                .containsOnlyKeys("containerd.toml", "kubelet.yaml", "resolv.conf");
        assertThat(documented.claims()).hasSize(4);
        assertThat(documented.expect().fateOf("kubelet")).isEqualTo(Fate.RUNS);
        assertThat(documented.expect().notLog(documented.claims().get(0), VERSION))
                .containsExactly("panic");
        assertThat(documented.node().controllers()).isNull();
    }

    @Test
    void anOverlaySaysOnlyWhatDiffers() throws IOException {
        write(
                "kubelet/gate-off/scenario.yaml",
                """
                title: Gate off
                control: true
                base: kubelet/documented
                claims: [kubelet.sysctl.kernel-panic]
                needs: [host-root]
                node: {controllers: [memory, pids]}
                host: {sysctl: {vm.overcommit_memory: null, kernel.panic: 1}}
                expect: {kubelet: exits, log: [fatal, {literal: Failed to start ContainerManager}]}
                """);
        write(
                "kubelet/gate-off/kubelet.yaml",
                "featureGates: {KubeletInUserNamespace: false}\ncgroupDriver: null\n");
        write("kubelet/gate-off/resolv.conf", "nameserver 9.9.9.9\n");

        Scenario off = load().get("kubelet/gate-off");

        JsonNode kubelet = yaml(off.file("kubelet.yaml"));
        assertThat(kubelet.at("/featureGates/KubeletInUserNamespace").booleanValue()).isFalse();
        assertThat(kubelet.at("/kind").textValue()).isEqualTo("KubeletConfiguration");
        assertThat(kubelet.has("cgroupDriver")).isFalse();
        assertThat(off.file("containerd.toml")).isEqualTo(CONTAINERD);
        assertThat(off.file("resolv.conf")).isEqualTo("nameserver 9.9.9.9\n");
        assertThat(off.control()).isTrue();
        assertThat(off.needs()).containsExactlyInAnyOrder(Need.HOST_ROOT, Need.CONTROLLER_MEMORY);
        assertThat(off.node().kmsg()).isEqualTo(Kmsg.UNREADABLE);
        assertThat(off.node().controllers()).containsExactly("memory", "pids");
        assertThat(off.host().sysctls()).hasSize(1).containsEntry("kernel.panic", "1");
        assertThat(off.expect().notLog()).isEmpty();
        assertThat(off.expect().log(off.claims().get(0), VERSION))
                .containsExactly(
                        "open /proc/sys/kernel/panic: permission denied",
                        "Failed to start ContainerManager");
    }

    @Test
    void tomlIsMergedAndKeysCanBeTakenOut() throws IOException {
        write(
                "kubelet/one-key-less/scenario.yaml",
                """
                title: One key less
                base: kubelet/documented
                remove:
                  containerd.toml:
                    - /plugins/io.containerd.cri.v1.runtime/restrict_oom_score_adj
                """);
        write(
                "kubelet/one-key-less/containerd.toml",
                """
                [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
                  SystemdCgroup = true
                """);

        String content = load().get("kubelet/one-key-less").file("containerd.toml");

        JsonNode runtime =
                ConfigFormat.TOML
                        .read(Path.of("containerd.toml"), content)
                        .root()
                        .path("plugins")
                        .path("io.containerd.cri.v1.runtime");
        assertThat(runtime.has("restrict_oom_score_adj")).isFalse();
        assertThat(runtime.path("disable_apparmor").booleanValue()).isTrue();
        assertThat(runtime.at("/containerd/runtimes/runc/options/SystemdCgroup").booleanValue())
                .isTrue();
        assertThat(content).startsWith("# containerd.toml of the scenario kubelet/one-key-less");
    }

    @Test
    void overlaysOfOverlaysAddUp() throws IOException {
        write("a/scenario.yaml", "title: A\nbase: kubelet/documented\nnode: {kmsg: absent}\n");
        write("a/kubelet.yaml", "cgroupDriver: systemd\n");
        write("b/scenario.yaml", "title: B\nbase: a\n");
        write("b/kubelet.yaml", "failSwapOn: false\n");

        Scenario top = load().get("b");

        assertThat(top.node().kmsg()).isEqualTo(Kmsg.ABSENT);
        JsonNode kubelet = yaml(top.file("kubelet.yaml"));
        assertThat(kubelet.path("cgroupDriver").textValue()).isEqualTo("systemd");
        assertThat(kubelet.path("failSwapOn").isBoolean()).isTrue();
        assertThat(kubelet.path("evictionHard").isObject()).isTrue();
    }

    @Test
    void filesAreLaidOverProcAndCanBeLeftOut() throws IOException {
        write(
                "a/scenario.yaml",
                "title: A\nnode: {proc: {kernel.panic: 0, vm.panic_on_oom: \"1\"}}\n");
        write("b/scenario.yaml", "title: B\nbase: a\nnode: {proc: {vm.panic_on_oom: null}}\n");

        assertThat(load().get("b").node().proc()).isEqualTo(Map.of("kernel.panic", "0"));
        Scenario all = load().get("a");
        assertThat(all.withoutProc("kernel.panic").node().proc())
                .containsOnlyKeys("vm.panic_on_oom");
        assertThatThrownBy(() -> all.withoutProc("kernel.panik"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "No file is laid over kernel.panik, only over [kernel.panic,"
                                + " vm.panic_on_oom].");
    }

    @Test
    void aUsersFolderStandsBesideTheKitsOwn(@TempDir Path own) throws IOException {
        Files.writeString(own.resolve("scenario.yaml"), "title: T\nbase: kubelet/documented\n");

        Scenarios both = Scenarios.load(List.of(root, own), claims);

        assertThat(both.get(own.getFileName().toString()).files()).hasSize(3);
    }

    @Test
    void onlyFilesOfTheFolderItselfGoOntoTheNode() throws IOException {
        write("kubelet/documented/manifests/pod.yaml", "kind: Pod\n");
        write("kubelet/documented/.kubelet.yaml.swp", "x");
        write("kubelet/documented/kubelet.yaml~", "x");

        assertThat(load().get("kubelet/documented").files()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "titel: T | 1:1: unknown key \"titel\"",
                "title: 5 | 1:1: integer found, string expected",
                "claims: [] | required property 'title' not found",
                "title: T!claims: [kubelet.stats.*] | 2:10: No claim of",
                "title: T!base: kubelet/documentd | 2:1: no scenario is named"
                        + " \"kubelet/documentd\"; known: kubelet/documented, test",
                "title: T!base: test | 2:1: this goes round in a circle: test -> test",
                "title: T!needs: [luck] | 2:9: does not have a value in the enumeration",
                "title: T!node: {kmsg: gone} | 2:8: does not have a value in the enumeration",
                "title: T!control: true | required property 'expect' not found",
                "title: T!expect: {kubelet: dances} | 2:10: does not have a value",
                "title: T!expect: {kubelet: runs, refusal: bad-luck} | 2:25: does not have a value",
                "title: T!node: {without: [../mount]} | 2:18: does not match",
                "title: T!expect: {kubelet: exits, log: [fatal]} | 2:32: no claim of this"
                        + " scenario has a text named \"fatal\"; a text word for word is written"
                        + " {literal: …}",
                "title: T!expect: {kubelet: exits, log: [{litteral: x}]} | unknown key"
                        + " \"litteral\"",
                "title: T!title: U | 2:6: is not valid YAML: Duplicate field 'title'",
                "title: [T | is not valid YAML: while parsing a flow sequence: expected ',' or ']'",
                "title: &a T!description: *a | 2:14: YAML aliases are not read",
                "title: T!---!title: U | 3:1: a second document starts here",
                "title: T!remove: {x.yaml: [/a]} | 2:19: nothing can be removed from x.yaml",
                "title: T!base: kubelet/documented!remove: {kubelet.yaml: [/featureGate]} |"
                        + " kubelet.yaml has nothing at /featureGate"
            })
    void everyErrorOfAScenarioHasItsPlace(String yaml, String message) throws IOException {
        write("test/scenario.yaml", yaml.replace('!', '\n') + "\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(root.resolve("test/scenario.yaml").toString())
                .hasMessageContaining(message.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kubelet.yaml | a: [b | kubelet.yaml:1:6: is not valid YAML",
                "kubelet.yaml | - a | kubelet.yaml:1:1: an overlay has to be a mapping",
                "containerd.toml | a = | containerd.toml:1:4: is not valid TOML",
                "containerd.toml | a = 1 a = 2 | containerd.toml:1:7: is not valid TOML"
            })
    void everyErrorOfAFileHasItsPlace(String name, String content, String message)
            throws IOException {
        write("test/scenario.yaml", "title: T\nbase: kubelet/documented\n");
        write("test/" + name, content + "\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(message.strip());
    }

    @Test
    void aCircleIsToldWhole() throws IOException {
        write("a/scenario.yaml", "title: A\nbase: b\n");
        write("b/scenario.yaml", "title: B\nbase: c\n");
        write("c/scenario.yaml", "title: C\nbase: a\n");

        assertThatThrownBy(this::load)
                .hasMessage(
                        root.resolve("c/scenario.yaml")
                                + ":2:1: this goes round in a circle: a -> b -> c -> a");
    }

    @Test
    void aFolderWithoutScenarioYamlIsTold() throws IOException {
        write("kubelet/lost/scenario.yml", "title: T\n");

        assertThatThrownBy(this::load)
                .hasMessage(
                        root.resolve("kubelet/lost")
                                + ": has the file scenario.yml but no scenario.yaml");
    }

    @Test
    void aScenarioInsideAnotherIsTold() throws IOException {
        write("kubelet/documented/pods/more/scenario.yaml", "title: T\n");

        assertThatThrownBy(this::load)
                .hasMessage(
                        root.resolve("kubelet/documented/pods/more/scenario.yaml")
                                + ": stands inside the scenario kubelet/documented, which hides it");
    }

    @Test
    void aBinaryFileIsTold() throws IOException {
        Files.write(root.resolve("kubelet/documented/blob"), new byte[] {(byte) 0xff, 0, 1});

        assertThatThrownBy(this::load).hasMessageEndingWith("blob: is not UTF-8 text");
    }

    @Test
    void aNameIsTakenOnce(@TempDir Path own) throws IOException {
        Path again = own.resolve("kubelet/documented");
        Files.createDirectories(again);
        Files.writeString(again.resolve("scenario.yaml"), "title: T\n");

        assertThatThrownBy(() -> Scenarios.load(List.of(root, own), claims))
                .hasMessage(
                        again.resolve("scenario.yaml")
                                + ":1:1: a scenario named kubelet/documented is already in "
                                + root.resolve("kubelet/documented"));
    }

    @Test
    void aMissingFolderIsTold() {
        Path nowhere = root.resolve("nowhere");

        assertThatThrownBy(() -> Scenarios.load(List.of(nowhere), claims))
                .isInstanceOf(UsageException.class)
                .hasMessage("The scenario folder " + nowhere + " (-Dtck.scenarios) is not there.");
    }

    @Test
    void theSchemaSpellsWhatTheLoaderKnows() throws IOException {
        JsonNode schema =
                new ObjectMapper()
                        .readTree(
                                Scenario.class.getResource(
                                        "/io/rootlesstck/schema/scenario.schema.json"));

        assertThat(words(schema.at("/properties/needs/items/enum"))).isEqualTo(Need.keys());
        assertThat(words(schema.at("/properties/node/properties/kmsg/enum")))
                .isEqualTo(Kmsg.keys());
        assertThat(words(schema.at("/$defs/fate/enum")))
                .allSatisfy(word -> Fate.valueOf(word.toUpperCase(Locale.ROOT)))
                .hasSameSizeAs(Fate.values());
        assertThat(words(schema.at("/properties/expect/properties/refusal/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(RefusalCause.values()).map(RefusalCause::key).toList());
    }

    @Test
    void aScenarioSaysWhatTheNodeLacksAndWhyAVolumeIsRefused() throws IOException {
        write(
                "volumes/no-helper/scenario.yaml",
                """
                title: No helper
                base: kubelet/documented
                node: {without: [mount.nfs]}
                expect: {kubelet: runs, refusal: helper-missing}
                """);
        write("volumes/laid-over/scenario.yaml", "title: T\nbase: volumes/no-helper\n");

        Scenarios scenarios = load();

        Scenario noHelper = scenarios.get("volumes/no-helper");
        assertThat(noHelper.node().without()).containsExactly("mount.nfs");
        assertThat(noHelper.expect().refusal()).isEqualTo(RefusalCause.HELPER_MISSING);
        Scenario laidOver = scenarios.get("volumes/laid-over");
        assertThat(laidOver.node()).isEqualTo(noHelper.node());
        assertThat(laidOver.expect().refusal()).as("an expectation is not inherited").isNull();
    }

    @Test
    void theKitsOwnScenariosAreSound() {
        Scenarios kit = Scenarios.load(List.of(Path.of("scenarios")), claims);

        assertThat(kit.all()).extracting(Scenario::name).contains("kubelet/documented").isSorted();
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.textValue()));
        return words;
    }

    private static JsonNode yaml(String text) {
        return ConfigFormat.YAML.read(Path.of("test.yaml"), text).root();
    }

    private Scenarios load() {
        return Scenarios.load(List.of(root), claims);
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
