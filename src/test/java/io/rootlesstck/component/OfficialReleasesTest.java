package io.rootlesstck.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialReleasesTest {
    private static final Machine AMD64 = Machine.of("amd64");
    private static final Wanted KUBELET = new Wanted(ComponentId.KUBELET, "v1.37.2");
    private static final Wanted KUBE_PROXY = new Wanted(ComponentId.KUBE_PROXY, "v1.37.2");
    private static final Wanted RUNC = new Wanted(ComponentId.RUNC, "v1.5.2");
    private static final String KUBELET_PATH = "/release/v1.37.2/bin/linux/amd64/kubelet";
    private static final String RUNC_FOLDER = "/opencontainers/runc/releases/download/v1.5.2/";
    private static final String CONTAINERD_PATH =
            "/containerd/containerd/releases/download/v2.4.2/containerd-2.4.2-linux-amd64.tar.gz";

    @TempDir Path folder;
    private ReleaseServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new ReleaseServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private OfficialReleases releases() throws IOException {
        return releases(server.url());
    }

    private OfficialReleases releases(String mirror) throws IOException {
        return releases(mirror, "");
    }

    /** The kit's own catalogue, with a committed sum added. */
    private OfficialReleases releases(String mirror, String sums) throws IOException {
        String catalog =
                Files.readString(Path.of("images/components/releases.yaml"))
                        .replace("sha256: {}", "sha256: {" + sums + "}");
        Path file = Files.writeString(folder.resolve("releases.yaml"), catalog);
        return OfficialReleases.of(
                ReleaseCatalog.read(file, AMD64),
                Kit.cache(folder),
                Kit.settings(folder, "tck.releases", mirror));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBinaryIsDownloadedOnceAndVerifiedByThePublishedSum() throws IOException {
        server.serveWithSum(KUBELET_PATH, bytes("the kubelet"));

        OfficialReleases releases = releases();
        assertThat(releases.atHand(List.of(KUBELET))).isEmpty();
        Component kubelet = Kit.got(releases.fetch(List.of(KUBELET)).got(), ComponentId.KUBELET);

        assertThat(kubelet.file()).hasContent("the kubelet").isExecutable();
        assertThat(kubelet.file().getFileName()).hasToString("kubelet");
        assertThat(kubelet.origin())
                .isEqualTo(
                        new Origin(
                                Origin.Kind.OFFICIAL_RELEASE,
                                server.url()
                                        + KUBELET_PATH
                                        + ", SHA-256 as "
                                        + server.url()
                                        + KUBELET_PATH
                                        + ".sha256 says"));
        assertThat(server.asked()).containsExactly(KUBELET_PATH + ".sha256", KUBELET_PATH);
        assertThat(releases().atHand(List.of(KUBELET))).containsEntry(ComponentId.KUBELET, kubelet);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aSumIsFoundInAList() throws IOException {
        byte[] runc = bytes("runc");
        server.serve(RUNC_FOLDER + "runc.amd64", runc)
                .serve(
                        RUNC_FOLDER + "runc.sha256sum",
                        bytes(
                                "%s *runc.arm64\n%s *runc.amd64\n"
                                        .formatted("0".repeat(64), ReleaseServer.sha256(runc))));

        Component got = Kit.got(releases().fetch(List.of(RUNC)).got(), ComponentId.RUNC);

        assertThat(got.file()).hasContent("runc").isExecutable();
        assertThat(got.file().getFileName()).hasToString("runc");
    }

    @Test
    void anArchiveIsDownloadedOnceForAllThatItHas() throws IOException {
        byte[] archive =
                ReleaseServer.tarGz(
                        Map.of(
                                "bin/containerd", bytes("the daemon"),
                                "bin/containerd-shim-runc-v2", bytes("the shim"),
                                "bin/ctr", bytes("the client"),
                                "bin/containerd-stress", bytes("not wanted")));
        server.serve(CONTAINERD_PATH, archive)
                .serve(
                        CONTAINERD_PATH + ".sha256sum",
                        bytes(
                                ReleaseServer.sha256(archive)
                                        + "  containerd-2.4.2-linux-amd64.tar.gz\n"));

        Map<ComponentId, Component> got =
                releases()
                        .fetch(
                                List.of(
                                        new Wanted(ComponentId.CONTAINERD, "v2.4.2"),
                                        new Wanted(ComponentId.CONTAINERD_SHIM, "v2.4.2"),
                                        new Wanted(ComponentId.CTR, "v2.4.2")))
                        .got();

        assertThat(Kit.got(got, ComponentId.CONTAINERD).file())
                .hasContent("the daemon")
                .isExecutable();
        assertThat(Kit.got(got, ComponentId.CONTAINERD_SHIM).file()).hasContent("the shim");
        assertThat(Kit.got(got, ComponentId.CTR).file()).hasContent("the client");
        assertThat(server.asked()).hasSize(2);
        assertThat(Kit.got(got, ComponentId.CTR).file().resolveSibling("containerd-stress"))
                .doesNotExist();
    }

    @Test
    void crioComesFromItsBundle() throws IOException {
        String path = "/cri-o/artifacts/cri-o.amd64.v1.36.4.tar.gz";
        byte[] bundle =
                ReleaseServer.tarGz(
                        Map.of(
                                "cri-o/bin/crio", bytes("the daemon"),
                                "cri-o/bin/conmon", bytes("the monitor"),
                                "cri-o/bin/pinns", bytes("the keeper"),
                                "cri-o/bin/crun", bytes("not wanted")));
        server.serve(path, bundle)
                .serve(
                        path + ".sha256sum",
                        bytes(ReleaseServer.sha256(bundle) + "  cri-o.amd64.v1.36.4.tar.gz\n"));

        Map<ComponentId, Component> got =
                releases()
                        .fetch(
                                CrioBundle.PARTS.stream()
                                        .map(part -> new Wanted(part, "v1.36.4"))
                                        .toList())
                        .got();

        assertThat(Kit.got(got, ComponentId.CRIO).file()).hasContent("the daemon").isExecutable();
        assertThat(Kit.got(got, ComponentId.CONMON).file()).hasContent("the monitor");
        assertThat(Kit.got(got, ComponentId.PINNS).file()).hasContent("the keeper");
        assertThat(Kit.got(got, ComponentId.CRIO).origin().detail())
                .isEqualTo(
                        "%s%s, SHA-256 as %s%s.sha256sum says"
                                .formatted(server.url(), path, server.url(), path));
        assertThat(server.asked()).containsExactly(path + ".sha256sum", path);
    }

    @Test
    void aBundleOfCrioWithAnotherSumIsNeverUsed() throws IOException {
        String path = "/cri-o/artifacts/cri-o.amd64.v1.36.4.tar.gz";
        server.serve(path, ReleaseServer.tarGz(Map.of("cri-o/bin/crio", bytes("another"))))
                .serve(path + ".sha256sum", bytes("d".repeat(64) + "  cri-o.amd64.v1.36.4.tar.gz"));

        assertThatThrownBy(() -> releases().fetch(List.of(new Wanted(ComponentId.CRIO, "v1.36.4"))))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("d".repeat(64));
    }

    @Test
    void anArchiveThatLacksABinaryIsAnError() throws IOException {
        byte[] archive = ReleaseServer.tarGz(Map.of("bin/containerd", bytes("the daemon")));
        server.serve(CONTAINERD_PATH, archive)
                .serve(CONTAINERD_PATH + ".sha256sum", bytes(ReleaseServer.sha256(archive)));

        assertThatThrownBy(
                        () ->
                                releases()
                                        .fetch(
                                                List.of(
                                                        new Wanted(
                                                                ComponentId.CONTAINERD, "v2.4.2"))))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("containerd-2.4.2-linux-amd64.tar.gz does not have")
                .hasMessageContaining("bin/ctr");
    }

    @Test
    void aWrongSumIsAnErrorThatNamesBothAndTheFileIsNeverUsed() throws IOException {
        String published = "a".repeat(64);
        server.serve(KUBELET_PATH, bytes("not the kubelet"))
                .serve(KUBELET_PATH + ".sha256", bytes(published));

        OfficialReleases releases = releases();

        assertThatThrownBy(() -> releases.fetch(List.of(KUBELET)))
                .isInstanceOf(TckException.class)
                .hasMessageContaining(ReleaseServer.sha256(bytes("not the kubelet")))
                .hasMessageContaining(published)
                .hasMessageContaining(server.url() + KUBELET_PATH + ".sha256 says")
                .hasMessageContaining("-Dtck.releases=none");
        assertThat(releases.atHand(List.of(KUBELET))).isEmpty();
        assertThat(Kit.cache(folder).list()).isEmpty();
    }

    @Test
    void aCommittedSumGoesBeforeThePublishedOne() throws IOException {
        byte[] kubelet = bytes("the kubelet");
        server.serve(KUBELET_PATH, kubelet).serve(KUBELET_PATH + ".sha256", bytes("b".repeat(64)));

        OfficialReleases releases =
                releases(server.url(), KUBELET_PATH + ": " + ReleaseServer.sha256(kubelet));
        Component got = Kit.got(releases.fetch(List.of(KUBELET)).got(), ComponentId.KUBELET);

        assertThat(got.origin().detail()).contains("SHA-256 as images/components/releases.yaml");
        assertThat(server.asked()).containsExactly(KUBELET_PATH);
    }

    @Test
    void aDownloadThatDoesNotMatchTheCommittedSumIsAnError() throws IOException {
        server.serveWithSum(KUBELET_PATH, bytes("replaced, with its sum"));
        String committed = "c".repeat(64);

        assertThatThrownBy(
                        () ->
                                releases(server.url(), KUBELET_PATH + ": " + committed)
                                        .fetch(List.of(KUBELET)))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("but images/components/releases.yaml says " + committed);
    }

    @Test
    void aDownloadThatBreaksOffIsTakenUpWhereItEnded() throws IOException {
        byte[] kubelet = new byte[300_000];
        Arrays.fill(kubelet, (byte) 'k');
        server.serveWithSum(KUBELET_PATH, kubelet);
        server.breakOff(KUBELET_PATH, 120_000);

        Component got = Kit.got(releases().fetch(List.of(KUBELET)).got(), ComponentId.KUBELET);

        assertThat(got.sha256()).isEqualTo(ReleaseServer.sha256(kubelet));
        assertThat(server.asked())
                .containsExactly(
                        KUBELET_PATH + ".sha256",
                        KUBELET_PATH,
                        KUBELET_PATH + " bytes=120000-",
                        KUBELET_PATH + " bytes=240000-");
    }

    @Test
    void aDownloadThatBreaksOffAgainAndAgainIsNoSource() throws IOException {
        server.serveWithSum(KUBELET_PATH, new byte[300_000]);
        server.breakOff(KUBELET_PATH, 10);

        ComponentSource.Fetched fetched = releases().fetch(List.of(KUBELET));

        assertThat(fetched.got()).isEmpty();
        assertThat(fetched.lacking().get(ComponentId.KUBELET))
                .contains(KUBELET_PATH + " failed 3 times, at last: ");
        assertThat(Kit.cache(folder).list()).isEmpty();
    }

    @Test
    void aReleaseThatDoesNotExistIsNoSource() throws IOException {
        ComponentSource.Fetched fetched = releases().fetch(List.of(KUBELET));

        assertThat(fetched.got()).isEmpty();
        assertThat(fetched.lacking())
                .containsEntry(
                        ComponentId.KUBELET, server.url() + KUBELET_PATH + ".sha256 answered 404");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aSiteThatFailsForAMomentIsAskedAgain() throws IOException {
        server.serveWithSum(KUBELET_PATH, bytes("the kubelet"));
        server.fail(KUBELET_PATH, 2);

        assertThat(releases().fetch(List.of(KUBELET)).got()).containsKey(ComponentId.KUBELET);
        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void aSiteThatFailsForGoodIsNoSource() throws IOException {
        server.serveWithSum(KUBELET_PATH, bytes("the kubelet"));
        server.fail(KUBELET_PATH + ".sha256", 100);

        assertThat(releases().fetch(List.of(KUBELET)).lacking().get(ComponentId.KUBELET))
                .isEqualTo(
                        server.url()
                                + KUBELET_PATH
                                + ".sha256 failed 3 times, at last: it answered 500");
    }

    @Test
    void aSumFileWithoutTheSumIsNoSource() throws IOException {
        server.serve(KUBELET_PATH, bytes("the kubelet"))
                .serve(KUBELET_PATH + ".sha256", bytes("<html>Sign in</html>"));

        assertThat(releases().fetch(List.of(KUBELET)).lacking().get(ComponentId.KUBELET))
                .endsWith("/kubelet.sha256 has no SHA-256 of kubelet");
    }

    @Test
    void aSiteThatRefusesConnectionsIsNoSource() throws IOException {
        String closed = server.url();
        server.close();

        ComponentSource.Fetched fetched = releases(closed).fetch(List.of(KUBELET, KUBE_PROXY));

        assertThat(fetched.lacking())
                .hasSize(2)
                .allSatisfy(
                        (id, reason) ->
                                assertThat(reason).startsWith("127.0.0.1:").contains("refused"));
    }

    @Test
    void aSilentSiteIsGivenUpOnce() throws IOException {
        // Accepts connections, by the kernel's queue, and never answers.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI site = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            OfficialReleases releases =
                    new OfficialReleases(
                            ReleaseCatalog.read(Path.of("images/components/releases.yaml"), AMD64),
                            Kit.cache(folder),
                            new ReleaseSite(
                                    Optional.of(site),
                                    Duration.ofSeconds(3),
                                    Duration.ofMillis(300)),
                            true);

            ComponentSource.Fetched fetched = releases.fetch(List.of(KUBELET, KUBE_PROXY, RUNC));

            assertThat(fetched.lacking())
                    .hasSize(3)
                    .allSatisfy((id, reason) -> assertThat(reason).contains("does not answer"));
            assertThat(waiting(silent)).as("connections to the silent site").isEqualTo(1);
        }
    }

    private static int waiting(ServerSocket server) throws IOException {
        server.setSoTimeout(200);
        for (int count = 0; ; count++) {
            try {
                server.accept().close();
            } catch (SocketTimeoutException noMore) {
                return count;
            }
        }
    }

    @Test
    void aHostWithoutAnAddressIsNoSource() throws IOException {
        assertThat(
                        releases("http://releases.invalid")
                                .fetch(List.of(KUBELET))
                                .lacking()
                                .get(ComponentId.KUBELET))
                .isEqualTo("releases.invalid does not answer (its name cannot be looked up)");
    }

    @Test
    void noneIsAskedWhenToldSo() throws IOException {
        server.serveWithSum(KUBELET_PATH, bytes("the kubelet"));

        assertThat(releases("none").fetch(List.of(KUBELET)).lacking())
                .containsEntry(ComponentId.KUBELET, "-Dtck.releases=none");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aMirrorThatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> releases("ftp://mirror"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-Dtck.releases=ftp://mirror");
        assertThatThrownBy(() -> releases("not an address"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be an http or https address, or none");
    }

    @Test
    void whatIsNotInTheCatalogueIsNoSource() throws IOException {
        assertThat(releases().fetch(List.of(new Wanted(ComponentId.CRUN, "1.21"))).lacking())
                .containsEntry(ComponentId.CRUN, "releases.yaml does not have it");
    }

    @Test
    void aDamagedDownloadIsDoneAgain() throws IOException {
        server.serveWithSum(KUBELET_PATH, bytes("the kubelet"));
        Component kubelet = Kit.got(releases().fetch(List.of(KUBELET)).got(), ComponentId.KUBELET);
        Files.writeString(kubelet.file(), "damaged!!!!");

        assertThat(Kit.got(releases().atHand(List.of(KUBELET)), ComponentId.KUBELET).file())
                .hasContent("the kubelet");
    }

    @Test
    void aMalformedCatalogueIsAnErrorWithItsPlace() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("r.yaml"),
                        "kubernetes: {binaries: [kubelet], url: x, checksum: y, sum: z}\n");

        assertThatThrownBy(() -> ReleaseCatalog.read(file, AMD64))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("Could not read " + file)
                .hasMessageContaining("Unrecognized field \"sum\"")
                .hasMessageContaining("line: 1");
    }
}
