package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MountInfoTest {
    private static final String TMPFS =
            "512 480 0:77 / /v rw,relatime - tmpfs tmpfs rw,size=4096k,uid=100000,inode64";
    private static final String BIND =
            "513 480 98:0 /volumes/a /w ro,nosuid master:1 shared:2 - ext4 /dev/ubda rw";

    @Test
    void readsALineWithAndWithoutOptionalFields() {
        MountInfo tmpfs = MountInfo.parse(TMPFS);
        assertThat(tmpfs.type()).isEqualTo("tmpfs");
        assertThat(tmpfs.superOptions()).contains("size=4096k").doesNotContain("noswap");

        MountInfo bind = MountInfo.parse(BIND);
        assertThat(bind.root()).isEqualTo("/volumes/a");
        assertThat(bind.options()).containsExactly("ro", "nosuid");
        assertThat(bind.source()).isEqualTo("/dev/ubda");
    }

    @Test
    void theUppermostMountOfAFolderIsFound() {
        String lines = TMPFS + "\n" + BIND + "\n" + BIND.replace(" /w ", " /v ");

        assertThat(MountInfo.at("/v", lines)).map(MountInfo::type).contains("ext4");
        assertThat(MountInfo.at("/x", lines)).isEmpty();
    }

    @Test
    void somethingElseIsAnError() {
        assertThatThrownBy(() -> MountInfo.parse("tmpfs /v tmpfs rw 0 0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tmpfs /v tmpfs");
    }
}
