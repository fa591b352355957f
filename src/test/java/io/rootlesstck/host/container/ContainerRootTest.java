package io.rootlesstck.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.NotOursException;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.host.ssh.SshMaster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerRootTest {
    @ParameterizedTest
    @CsvSource({
        "net.ipv4.ip_forward, true",
        "net.ipv4.conf.all.rp_filter, true",
        "net.netfilter.nf_conntrack_max, false",
        "net.core.somaxconn, false",
        "vm.overcommit_memory, false",
        "kernel.panic, false",
        "kernel.keys.root_maxkeys, false",
        "kernel.dmesg_restrict, false",
        "fs.inotify.max_user_instances, false"
    })
    void setsOnlyWhatTheContainerHasOfItsOwn(String key, boolean own) {
        assertThat(ContainerRoot.isTheContainersOwn(key)).isEqualTo(own);
    }

    /** There is no connection here: had it been tried, another error would tell. */
    @Test
    void changesNothingOfTheMachines() {
        ContainerRoot root = new ContainerRoot(SshMaster.of(RunDir.at(Path.of("/nonexistent"))));

        assertThat(root.ownsKernel()).isFalse();
        assertThatThrownBy(() -> root.sysctl("vm.panic_on_oom", "1"))
                .isInstanceOf(NotOursException.class)
                .hasMessage(
                        "it would have to set vm.panic_on_oom to 1; the host container has no value"
                                + " of its own for it, and the kit changes none of the machine's"
                                + " (try -Dtck.host=vm)");
    }
}
