package io.rootlesstck.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SshMasterTest {
    @Test
    void quotesWordsForTheGuestsShell() {
        assertThat(SshMaster.quoted("a b; $(c) 'd'")).isEqualTo("'a b; $(c) '\\''d'\\'''");
    }
}
