package io.rootlesstck.host.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VmPartsTest {
    @Test
    void takesTheNewestKernelSourceByNumberNotByLetter() {
        assertThat(
                        KernelBuild.newest(
                                List.of(
                                        "linux-source-7.9",
                                        "linux-source-7.10",
                                        "linux-source-7.x")))
                .contains("linux-source-7.10");
    }

    @Test
    void findsNoKernelSourceAmongOtherPackages() {
        assertThat(KernelBuild.newest(List.of("linux-image-7.3"))).isEmpty();
    }

    @Test
    void namesKernelOptionsThatGotLost() {
        assertThat(
                        KernelConfig.lost(
                                List.of("# why", "CONFIG_A=y", "", "CONFIG_B=y", "CONFIG_N=2"),
                                List.of("CONFIG_A=y", "# CONFIG_B is not set", "CONFIG_N=2")))
                .containsExactly("CONFIG_B=y");
    }

    @Test
    void everyPackageOfTheDiskHasAPlainName() {
        assertThat(new VmRecipe().tree().packages())
                .contains("docker.io", "podman")
                .allMatch(name -> name.matches("[a-z0-9][a-z0-9+.-]+"));
    }

    @Test
    void refusesACpuThatIsNoNumber() {
        Properties properties = new Properties();
        properties.setProperty("tck.host.cpu", "fast");

        assertThatThrownBy(() -> VmSize.of(Settings.of(properties)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-Dtck.host.cpu=fast")
                .hasMessageContaining("the number of a CPU or last");
    }

    @Test
    void runsOnLinuxOnX86Only() {
        assertThat(VmNeeds.obstacle("Linux", "amd64")).isEmpty();
        assertThat(VmNeeds.obstacle("Linux", "aarch64")).get().asString().contains("aarch64");
        assertThat(VmNeeds.obstacle("Mac OS X", "x86_64")).get().asString().contains("Mac OS X");
    }

    @Test
    void givesBothResultsOfWorkDoneTogether() {
        assertThat(Together.run(() -> 1, () -> "two")).isEqualTo(new Together.Both<>(1, "two"));
    }

    @Test
    void interruptsTheOtherWorkWhenOneFails() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatThrownBy(
                        () ->
                                Together.run(
                                        () -> {
                                            begun.await();
                                            throw TckException.of("do it").error();
                                        },
                                        () -> {
                                            begun.countDown();
                                            try {
                                                new CountDownLatch(1).await();
                                            } catch (InterruptedException e) {
                                                interrupted.countDown();
                                            }
                                            return true;
                                        }))
                .isInstanceOf(TckException.class)
                .hasMessage("Could not do it.");
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void asksForRoomBeforeLongWork() {
        Path here = Path.of("").toAbsolutePath();

        Room.require(here, 0, "do it");
        assertThatThrownBy(() -> Room.require(here, Long.MAX_VALUE, "do it"))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("Could not do it.")
                .hasMessageContaining(here.toString())
                .hasMessageContaining("./tck cache prune");
    }
}
