package io.rootlesstck.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChecksumsTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "ab".repeat(32);

    @Test
    void aBareSumIsTheFiles() {
        assertThat(Checksums.find(ONE + "\n", "kubelet")).contains(ONE);
        assertThat(Checksums.find(TWO.toUpperCase(java.util.Locale.ROOT), "kubelet")).contains(TWO);
    }

    @Test
    void aListIsReadByFileName() {
        String list = "%s  runc.arm64\n%s *runc.amd64\n".formatted(ONE, TWO);

        assertThat(Checksums.find(list, "runc.amd64")).contains(TWO);
        assertThat(Checksums.find(list, "runc.arm64")).contains(ONE);
        assertThat(Checksums.find(list, "runc")).isEmpty();
    }

    @Test
    void aSignedListIsRead() {
        String signed =
                """
                -----BEGIN PGP SIGNED MESSAGE-----
                Hash: SHA256

                %s *runc.amd64
                -----BEGIN PGP SIGNATURE-----
                iQ==
                -----END PGP SIGNATURE-----
                """
                        .formatted(TWO);

        assertThat(Checksums.find(signed, "runc.amd64")).contains(TWO);
    }

    @Test
    void aPageThatIsNoListHasNone() {
        assertThat(Checksums.find("<html>Not found</html>", "kubelet")).isEmpty();
        assertThat(Checksums.find("", "kubelet")).isEmpty();
    }
}
