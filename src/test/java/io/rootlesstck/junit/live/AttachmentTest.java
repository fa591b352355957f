package io.rootlesstck.junit.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentTest {
    private static final String KUBECONFIG =
            """
            apiVersion: v1
            kind: Config
            clusters:
              - {name: c, cluster: {server: "https://127.0.0.1:6443"}}
            users:
              - {name: u, user: {}}
            """;

    @TempDir Path dir;

    @Test
    void namesANodeAndItsContainer() throws IOException {
        Attachment attachment = read(KUBECONFIG, "tck.attach.node", "node-1=kind-control-plane");

        assertThat(attachment.node()).contains("node-1");
        assertThat(attachment.container()).contains("kind-control-plane");
        assertThat(attachment.preset().title()).isEqualTo("kind");
        assertThat(attachment.kubeconfig()).isEqualTo(KUBECONFIG);
    }

    @Test
    void aNodeAloneIsLookedAtByItsApi() throws IOException {
        Attachment attachment = read(KUBECONFIG, "tck.attach.node", "node-1");

        assertThat(attachment.node()).contains("node-1");
        assertThat(attachment.container()).isEmpty();
    }

    @Test
    void halfAPairIsNone() {
        assertThatThrownBy(() -> read(KUBECONFIG, "tck.attach.node", "node-1="))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "-Dtck.attach.node=node-1=: must be NAME or NAME=CONTAINER");
    }

    @Test
    void aFileThatIsNotThereIsToldAsSuch() {
        assertUnusable(dir.resolve("none"), "Found: There is no such file.");
    }

    @Test
    void aFolderIsNoKubeconfig() {
        assertUnusable(dir, "Found: It is no file but a folder");
    }

    @Test
    void anotherToolsYamlIsNoKubeconfig() throws IOException {
        assertUnusable(
                written("kind: Pod\n"),
                "Found: Its kind is \"Pod\", and that of a kubeconfig is \"Config\".");
        assertUnusable(written(""), "Found: Its kind is \"\"");
    }

    @Test
    void aKubeconfigThatIsCutOffNamesNobody() throws IOException {
        assertUnusable(
                written("apiVersion: v1\nkind: Config\nclusters: []\n"),
                "Found: It names no cluster, or no user: is it whole?");
    }

    @Test
    void bytesAreNoKubeconfig() throws IOException {
        Path file = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertUnusable(file, "Found: It is no UTF-8 text.");
        assertUnusable(written("kind: [\n"), "Found: It is no YAML: ");
    }

    private void assertUnusable(Path file, String found) {
        assertThatThrownBy(() -> Attachment.of(settings(file)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Could not use the kubeconfig " + file)
                .hasMessageContaining(found)
                .hasMessageContaining("Next:  Write one with `kind get kubeconfig`");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(dir.resolve("kubeconfig"), text);
    }

    private Attachment read(String text, String... more) throws IOException {
        return Attachment.of(settings(written(text), more));
    }

    private static Settings settings(Path file, String... more) {
        Properties properties = new Properties();
        properties.setProperty("tck.attach", file.toString());
        for (int i = 0; i < more.length; i += 2) {
            properties.setProperty(more[i], more[i + 1]);
        }
        return Settings.of(properties);
    }
}
