package io.rootlesstck.host.container;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.host.debian.HostTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFilesTest {
    private final ContainerFiles files = new ContainerFiles(new HostTree());

    @TempDir private Path keys;

    @Test
    void masksWhatWouldSetTheMachinesSysctls() throws IOException {
        assertThat(files.masked()).contains("systemd-sysctl.service");

        TarArchiveEntry unit =
                requireNonNull(entries().get("etc/systemd/system/systemd-sysctl.service"));
        assertThat(unit.isSymbolicLink()).isTrue();
        assertThat(unit.getLinkName()).isEqualTo("/dev/null");
    }

    @Test
    void masksNoUnitTwice() {
        assertThat(files.masked())
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(
                        HostTree.lines(new HostTree().folder().resolve("masked-units")));
    }

    @Test
    void handsTheKeysToRootAlone() throws IOException {
        Files.writeString(keys.resolve("authorized_keys"), "ssh-ed25519 AAAA tck\n");

        TarArchiveEntry key = requireNonNull(entries().get("etc/tck/authorized_keys"));
        assertThat(key.getMode() & 0777).isEqualTo(0600);
        assertThat(key.getLongUserId()).isZero();
    }

    /** The way in waits for both, and both do otherwise in the VM. */
    @Test
    void replacesWhatIsTheVmsOwn() throws IOException {
        assertThat(entries())
                .containsKeys(
                        "etc/fstab",
                        "etc/systemd/system/tck-share.service",
                        "etc/systemd/system/tck-network.service");
        assertThat(content("etc/systemd/system/tck-share.service"))
                .contains("/etc/tck/ssh_host_ed25519_key", "/run/tck/")
                .doesNotContain("hostfs");
    }

    private Map<String, TarArchiveEntry> entries() throws IOException {
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = open()) {
            for (TarArchiveEntry each = tar.getNextEntry();
                    each != null;
                    each = tar.getNextEntry()) {
                entries.put(each.getName(), each);
            }
        }
        return entries;
    }

    private String content(String name) throws IOException {
        try (TarArchiveInputStream tar = open()) {
            for (TarArchiveEntry each = tar.getNextEntry();
                    each != null;
                    each = tar.getNextEntry()) {
                if (each.getName().equals(name)) {
                    return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        return "";
    }

    private TarArchiveInputStream open() {
        return new TarArchiveInputStream(new ByteArrayInputStream(files.tar(keys)));
    }
}
