package io.rootlesstck.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {
    private static final Map<ComponentId, String> BOTH =
            Map.of(ComponentId.KUBELET, "v1.2.3", ComponentId.KUBEADM, "v1.2.3");

    @TempDir Path folder;
    private Path modules;
    private Path goFolder;
    private ReleaseServer server;

    @BeforeEach
    void prepare() throws IOException {
        server = new ReleaseServer();
        TinyModule tiny = new TinyModule(folder);
        modules = tiny.modules();
        goFolder = tiny.goFolder();
        Files.copy(Path.of("images/components/releases.yaml"), modules.resolve("releases.yaml"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Components components(String... pairs) {
        return new Components(
                Kit.settings(folder, pairs), Kit.cache(folder), modules, List.of(goFolder));
    }

    private static String path(String binary) {
        return "/release/v1.2.3/bin/linux/%s/%s".formatted(Machine.here().go(), binary);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theUsersFileGoesBeforeAllOthers() throws IOException {
        server.serveWithSum(path("kubelet"), bytes("released"));
        Path mine = Kit.executable(folder.resolve("mine"), Kit.elf(Machine.here().elf()));

        Component kubelet =
                components(
                                "tck.releases", server.url(),
                                "tck.component.kubelet", mine.toString())
                        .resolve(ComponentId.KUBELET, "v1.2.3");

        assertThat(kubelet.file()).isEqualTo(mine);
        assertThat(kubelet.requested()).isEqualTo("v1.2.3");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void theOfficialReleaseGoesBeforeTheModuleAndTheModuleStepsIn() throws IOException {
        server.serveWithSum(path("kubelet"), bytes("released"));

        ComponentSet set = components("tck.releases", server.url()).resolve(BOTH);

        assertThat(set.get(ComponentId.KUBELET).origin().kind())
                .isEqualTo(Origin.Kind.OFFICIAL_RELEASE);
        assertThat(set.get(ComponentId.KUBEADM).origin().kind()).isEqualTo(Origin.Kind.GO_MODULE);
        assertThat(set.binaries()).containsOnlyKeys("kubelet", "kubeadm");
    }

    @Test
    void whatIsAtHandIsTakenWithoutAskingAgain() {
        components("tck.releases", "none").resolve(BOTH);

        ComponentSet set = components("tck.releases", server.url()).resolve(BOTH);

        assertThat(set.all())
                .extracting(component -> component.origin().kind())
                .containsOnly(Origin.Kind.GO_MODULE);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whatNoSourceHasIsAnErrorWithEachReason() {
        assertThatThrownBy(
                        () ->
                                components("tck.releases", server.url())
                                        .resolve(ComponentId.KUBE_PROXY, "v1.2.3"))
                .isInstanceOf(TckException.class)
                .hasMessage(
                        """
                        Could not bring [kube-proxy v1.2.3].
                          Found: kube-proxy v1.2.3
                                   your own file: none given with -Dtck.component.kube-proxy
                                   official release: %s%s.sha256 answered 404
                                   pinned Go module: no module in images/components builds it
                          Next:  Ask for a version that is pinned, or give a file with\
                         -Dtck.component.kube-proxy=/path."""
                                .formatted(server.url(), path("kube-proxy")));
    }

    @Test
    void aCellTakesTheUsersRuntimeAndNoFileOfARuntimeItDoesNotRun() throws IOException {
        String mine =
                Kit.executable(folder.resolve("mine"), Kit.elf(Machine.here().elf())).toString();
        String[] all = {
            "tck.component.kubelet", mine,
            "tck.component.kube-proxy", mine,
            "tck.component.kube-apiserver", mine,
            "tck.component.kube-controller-manager", mine,
            "tck.component.kube-scheduler", mine,
            "tck.component.kubeadm", mine,
            "tck.component.containerd", mine,
            "tck.component.containerd-shim-runc-v2", mine,
            "tck.component.ctr", mine,
            "tck.component.flanneld", mine,
            "tck.component.flannel", mine,
            "tck.component.containerd-fuse-overlayfs-grpc", mine,
            "tck.component.crun", mine,
        };

        ComponentSet crun = components(all).forCell("v1.2.3", "v2.0.0", "crun");

        assertThat(crun.all()).hasSize(all.length / 2);
        assertThat(crun.find(ComponentId.RUNC)).isEmpty();
        assertThat(crun.get(ComponentId.CRUN).requested()).isEqualTo("as given");
        assertThatThrownBy(() -> components(all).forCell("v1.2.3", "v2.0.0", "runc"))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("choose a version of runc");
    }

    @Test
    void crioThatNobodyHasIsToldWithEachSourcesReason() {
        assertThatThrownBy(() -> components("tck.releases", "none").crio("v1.36.4"))
                .isInstanceOf(MissingComponentsException.class)
                .hasMessageContaining("your own file: none given with -Dtck.component.crio")
                .hasMessageContaining("official release: -Dtck.releases=none")
                .hasMessageContaining("give a file with -Dtck.component.crio=/path.");
    }

    @Test
    void aRuntimeThatIsUnknownIsRefused() {
        assertThatThrownBy(() -> components().forCell("v1.2.3", "v2.0.0", "youki"))
                .isInstanceOf(UsageException.class)
                .hasMessage("The OCI runtime youki is not known: it may be runc or crun.");
    }

    @Test
    void aBinaryThatSaysNoVersionIsAnError() throws IOException {
        Path silent = Kit.script(folder.resolve("silent"), "echo hello");
        Path broken = Kit.script(folder.resolve("broken"), "echo no such flag >&2; exit 2");

        assertThatThrownBy(() -> Components.versionOf(ComponentId.RUNC, silent))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("It said: hello");
        assertThatThrownBy(() -> Components.versionOf(ComponentId.RUNC, broken))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("no such flag");
    }
}
