package io.rootlesstck.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.doctor.EngineVerdict.Fitness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {
    @TempDir private Path folder;

    // --- what engines make of it

    @Test
    void k3sIsUnfitWhereItLooksItself() {
        MachineReport report =
                new FitMachine(folder)
                        .sysctl("net.ipv4.ip_forward", "0")
                        .withoutProgram("slirp4netns")
                        .examined();

        assertThat(verdict(report, EngineNeeds.K3S).fitness()).isEqualTo(Fitness.UNFIT);
        assertThat(verdict(report, EngineNeeds.K3S).unfit())
                .containsExactly("network.ip-forward", "program.slirp4netns");
        assertThat(verdict(report, EngineNeeds.DOCKER).fitness()).isEqualTo(Fitness.FIT);
        assertThat(verdict(report, EngineNeeds.USERNETES).limits())
                .containsExactly("program.slirp4netns");
        assertThat(report.isFit()).isTrue();
    }

    @Test
    void strictReversePathFilterIsNothingToOneNode() {
        MachineReport report =
                new FitMachine(folder).sysctl("net.ipv4.conf.default.rp_filter", "1").examined();

        assertThat(verdict(report, EngineNeeds.USERNETES).unfit())
                .containsExactly("network.rp-filter");
        assertThat(verdict(report, EngineNeeds.FLANNEL).unfit())
                .containsExactly("network.rp-filter");
        assertThat(verdict(report, EngineNeeds.KIND).fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void whatCouldNotBeSeenIsNotFit() {
        MachineReport report = new FitMachine(folder).without(FitMachine.SESSION).examined();

        assertThat(verdict(report, EngineNeeds.DOCKER).fitness()).isEqualTo(Fitness.UNDECIDED);
        assertThat(verdict(report, EngineNeeds.DOCKER).undecided())
                .containsExactly(
                        "cgroup.controller.cpu",
                        "cgroup.controller.memory",
                        "cgroup.controller.pids");
        assertThat(report.isFit()).isFalse();
    }

    @Test
    void anEngineThatIsNotInstalledIsNoFaultOfTheMachine() {
        MachineReport report =
                new FitMachine(folder).withoutProgram("k3s").withoutProgram("kind").examined();

        assertThat(verdict(report, EngineNeeds.K3S).fitness()).isEqualTo(Fitness.FIT);
        assertThat(verdict(report, EngineNeeds.K3S).notInstalled()).containsExactly("k3s");
        assertThat(verdict(report, EngineNeeds.KIND).notInstalled()).containsExactly("kind");
    }

    @Test
    void flannelRunsNoNodes() {
        FitMachine machine = new FitMachine(folder).without("/etc/subuid");
        MachineTree tree = machine.tree();

        assertThat(Doctor.examine(tree, Optional.empty(), Optional.empty()).isFit()).isFalse();
        assertThat(Doctor.examine(tree, Optional.empty(), Optional.of(EngineNeeds.FLANNEL)).isFit())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(EngineNeeds.class)
    void looksOnlyAtWhatAnEngineAsksFor(EngineNeeds engine) {
        MachineReport report =
                Doctor.examine(
                        new FitMachine(folder).tree(), Optional.empty(), Optional.of(engine));

        assertThat(report.engines()).extracting(EngineVerdict::engine).containsExactly(engine);
        assertThat(report.findings())
                .extracting(Finding::id)
                .containsExactlyInAnyOrderElementsOf(engine.needs().keySet());
    }

    // --- checks stand alone

    @Test
    void oneThatThrowsIsNotCheckedAndTheOthersGoOn() {
        MachineReport report =
                examine(
                        Duration.ofSeconds(5),
                        check(
                                "a",
                                target -> {
                                    throw new IllegalStateException("first line\n  second line");
                                }),
                        check(
                                "b",
                                target -> {
                                    throw new UnreadableException("/x: not for you", null);
                                }),
                        check(
                                "c",
                                target -> {
                                    throw new NullPointerException();
                                }),
                        check("d", target -> Seen.ok("fine")));

        assertThat(report.findings())
                .extracting(Finding::id, finding -> finding.seen().what())
                .containsExactly(
                        tuple("a", "could not be checked: first line second line"),
                        tuple("b", "/x: not for you"),
                        tuple("c", "could not be checked: java.lang.NullPointerException"),
                        tuple("d", "fine"));
        assertThat(report.finding("a").orElseThrow().level()).isEqualTo(Level.NOT_CHECKED);
    }

    @Test
    void oneThatHangsHoldsNobodyUp() {
        CountDownLatch never = new CountDownLatch(1);
        MachineReport report =
                examine(
                        Duration.ofMillis(100),
                        check(
                                "hangs",
                                target -> {
                                    try {
                                        never.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                    return Seen.ok("never");
                                }),
                        check("other", target -> Seen.ok("fine")));

        assertThat(report.finding("hangs").orElseThrow().seen())
                .isEqualTo(Seen.notChecked("took longer than 100 ms"));
    }

    private static Check check(String id, Check.Look look) {
        return new Check(new Topic(id, Area.KERNEL, "Nothing.", "this test"), look);
    }

    private MachineReport examine(Duration limit, Check... checks) {
        return Doctor.examine(
                new FitMachine(folder).tree(),
                Optional.empty(),
                Optional.empty(),
                List.of(checks),
                limit);
    }

    private static EngineVerdict verdict(MachineReport report, EngineNeeds engine) {
        return report.engines().stream()
                .filter(each -> each.engine() == engine)
                .findFirst()
                .orElseThrow();
    }

    // --- for whom

    @Test
    void judgesForTheOneWhoLooks() {
        assertThat(new FitMachine(folder).lookedAtBy(1001).examined().user())
                .isEqualTo(new JudgedUser("other", 1001, 1001, "/home/other", "who runs this"));
    }

    @Test
    void judgesForOneThatOnlyADirectoryKnows() {
        assertThat(
                        new FitMachine(folder)
                                .lookedAtBy(70000)
                                .answer(
                                        0,
                                        "far:*:70000:70000:Far:/home/far:/bin/sh\n",
                                        "",
                                        "getent",
                                        "passwd",
                                        "70000")
                                .examined()
                                .user())
                .isEqualTo(new JudgedUser("far", 70000, 70000, "/home/far", "who runs this"));
    }

    @Test
    void judgesForOneThatNobodyKnows() {
        assertThat(new FitMachine(folder).lookedAtBy(70000).examined().user())
                .isEqualTo(new JudgedUser("70000", 70000, 70000, "/", "who runs this"));
    }

    @Test
    void rootJudgesForWhoCalledSudo() {
        assertThat(
                        new FitMachine(folder)
                                .lookedAtBy(0)
                                .variable("SUDO_USER", "other")
                                .examined()
                                .user())
                .isEqualTo(new JudgedUser("other", 1001, 1001, "/home/other", "who called sudo"));
    }

    @Test
    void rootJudgesElseForTheFirstPerson() {
        assertThat(new FitMachine(folder).lookedAtBy(0).examined().user())
                .extracting(JudgedUser::name, JudgedUser::why)
                .containsExactly(
                        "tester", "the first of /etc/passwd who can log in, as root runs this");
    }

    @Test
    void withoutAUserTheMachineIsLookedAtAllTheSame() {
        MachineReport report =
                new FitMachine(folder)
                        .lookedAtBy(0)
                        .file("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
                        .probe(Probe.USER_NAMESPACE, 65534, 0, "")
                        .examined();

        assertThat(report.user()).isNull();
        assertThat(report.finding("user.subuid").orElseThrow().seen().what())
                .startsWith("there is no user to judge");
        assertThat(report.finding("userns.made").orElseThrow().seen().what())
                .isEqualTo("tried: a user without root can make one");
        assertThat(DoctorText.of(report, false))
                .contains("Judged for no user: nobody can log in here; --user names one.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "1001"})
    void takesTheUserThatIsNamed(String name) {
        MachineReport report =
                Doctor.examine(new FitMachine(folder).tree(), Optional.of(name), Optional.empty());

        assertThat(report.user()).extracting(JudgedUser::why).isEqualTo("named by --user");
        assertThat(report.finding("user.subuid").orElseThrow().seen().what())
                .isEqualTo("65536 numbers of other in /etc/subuid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody-here", "-x", "", "../tester", "a:b"})
    void refusesAUserThatIsNotThere(String name) {
        MachineTree tree = new FitMachine(folder).tree();

        assertThatThrownBy(() -> Doctor.examine(tree, Optional.of(name), Optional.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Could not judge the machine for --user " + name)
                .hasMessageContaining("has no such user; /etc/passwd names: tester, other.");
    }

    @Test
    void refusesRoot() {
        MachineTree tree = new FitMachine(folder).tree();

        assertThatThrownBy(() -> Doctor.examine(tree, Optional.of("root"), Optional.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(
                        "It is root, and rootless Kubernetes is what runs without it.");
    }

    // --- how it is written

    @Test
    void isWrittenForAPerson() {
        MachineReport report =
                Doctor.examine(
                        new FitMachine(folder)
                                .unloaded("vxlan")
                                .file("/proc/filesystems", "")
                                .without("/lib")
                                .sysctl("net.ipv4.conf.default.rp_filter", "1")
                                .withoutProgram("slirp4netns")
                                .tree(),
                        Optional.empty(),
                        Optional.of(EngineNeeds.FLANNEL));

        assertThat(DoctorText.of(report, false))
                .isEqualTo(
                        """
                        the machine recorded in %s: Debian GNU/Linux 13 (trixie), kernel 6.12.48+deb13-amd64
                        Judged for tester (uid 1000), who runs this.

                        Kernel
                          ok           kernel.version  6.12.48+deb13-amd64 has cgroup v2 that controls devices (4.15), FUSE in a user
                                                       namespace (4.18), the freezer of cgroup v2 (5.2), br_netfilter in every network
                                                       namespace (5.3), overlayfs in a user namespace (5.11), overlayfs there with
                                                       SELinux (5.13)

                        Network
                          ok           network.br_netfilter  loaded
                          not checked  network.vxlan         CONFIG_VXLAN=m, and there is no /lib/modules/6.12.48+deb13-amd64 to see
                                                             whether it can be loaded
                          ok           network.veth          loaded
                          warning      network.rp-filter     net.ipv4.conf.default.rp_filter is 1, strict
                                       breaks Flannel's traffic is dropped: a new network namespace, the engine's, takes this value
                                              over. (network.flannel.rp-filter)
                                       mend   echo 'net.ipv4.conf.default.rp_filter = 2' | sudo tee -a /etc/sysctl.d/99-rootless.conf && sudo sysctl --system

                        Programs
                          warning      program.slirp4netns  not installed: slirp4netns
                                       breaks K3s does not start without, and Flannel is known to work with no other: with pasta it
                                              times out.
                                       mend   sudo apt-get install -y slirp4netns

                        Fit for
                          Flannel (VXLAN)  unfit            by network.rp-filter
                        """
                                .formatted(folder));
    }

    @Test
    void saysTheSameOnlyOnce() {
        String text =
                DoctorText.of(new FitMachine(folder).without(FitMachine.SESSION).examined(), false);

        assertThat(text.lines().filter(line -> line.contains("tester has no session"))).hasSize(1);
        assertThat(text).contains("  not checked  cgroup.controller.pids    likewise\n");
    }

    @Test
    void namesTheCommandOfTheDistribution() {
        FitMachine machine = new FitMachine(folder).withoutProgram("newuidmap");
        String debian = DoctorText.of(machine.examined(), false);
        String fedora =
                DoctorText.of(
                        machine.file(
                                        "/etc/os-release",
                                        "PRETTY_NAME=x\nID=rocky\nID_LIKE=\"rhel fedora\"\n")
                                .examined(),
                        false);
        String other =
                DoctorText.of(machine.file("/etc/os-release", "ID=arch\n").examined(), false);

        assertThat(debian).contains("mend   sudo apt-get install -y uidmap\n");
        assertThat(fedora)
                .contains("mend   sudo dnf install -y shadow-utils\n")
                .doesNotContain("apt-get");
        assertThat(other)
                .contains("mend   sudo apt-get install -y uidmap    # Debian, Ubuntu\n")
                .contains("       sudo dnf install -y shadow-utils    # Fedora, RHEL\n");
    }

    @Test
    void isColouredOnlyWhenAsked() {
        MachineReport report = new FitMachine(folder).without("/dev/net/tun").examined();

        assertThat(DoctorText.of(report, false)).doesNotContain("\u001b");
        assertThat(DoctorText.of(report, true))
                .contains("\u001b[31mproblem\u001b[0m      ", "\u001b[32mok\u001b[0m           ");
        assertThat(DoctorText.of(report, true).replaceAll("\u001b\\[\\d+m", ""))
                .isEqualTo(DoctorText.of(report, false));
    }

    @Test
    void aTerminalIsNotMadeToObeyWhatAMachineSays() {
        String text =
                DoctorText.of(
                        new FitMachine(folder)
                                .sysctl("user.max_user_namespaces", "\u001b]0;x\u0007")
                                .examined(),
                        false);

        assertThat(text).contains("user.max_user_namespaces is \"?]0;x?\", no number");
    }

    @Test
    void namesAreOneWordForTheShell() {
        String text =
                DoctorText.of(
                        new FitMachine(folder)
                                .file("/etc/passwd", "o'x $(id):x:1000:1000::/home/o:/bin/sh\n")
                                .without("/var/lib/systemd/linger")
                                .examined(),
                        false);

        assertThat(text).contains("mend   sudo loginctl enable-linger 'o'\\''x $(id)'\n");
    }

    @Test
    void isWrittenForAProgram() throws IOException {
        MachineReport report = new FitMachine(folder).withoutProgram("newuidmap").examined();
        JsonNode root = JsonMapper.builder().build().readTree(DoctorJson.of(report));

        assertThat(root.path("schema").asInt()).isEqualTo(1);
        assertThat(root.path("fit").asBoolean(true)).isFalse();
        assertThat(root.at("/user/name").asText()).isEqualTo("tester");
        assertThat(root.path("findings")).hasSize(Doctor.checks().size());
        JsonNode finding = null;
        for (JsonNode each : root.path("findings")) {
            if (each.path("id").asText().equals("user.newuidmap")) {
                finding = each;
            }
        }
        Objects.requireNonNull(finding);
        assertThat(finding.path("level").asText()).isEqualTo("problem");
        assertThat(finding.at("/claims/0").asText()).isEqualTo("host.prerequisite.subuid");
        assertThat(finding.at("/mend/fedora").asText())
                .isEqualTo("sudo dnf install -y shadow-utils");
        assertThat(finding.path("source").asText()).contains("rootlesscontaine.rs");
        assertThat(root.at("/engines/0/engine").asText()).isEqualTo("docker");
        assertThat(root.at("/engines/0/verdict").asText()).isEqualTo("unfit");
        assertThat(root.at("/engines/0/unfit/0").asText()).isEqualTo("user.newuidmap");
    }
}
