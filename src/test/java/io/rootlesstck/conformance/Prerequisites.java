package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.rootlesstck.base.Exec;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.Pods;
import io.rootlesstck.host.Host;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.Needs;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.Subject;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.Processes;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.testcontainers.containers.Container.ExecResult;

/**
 * "Before you begin", and what "Creating a user namespace", "… a delegated cgroup tree" and
 * "Configuring network" ask of the host: that it is there, and what fails where it is not.
 */
@RootlessKubernetes
@Order(9)
@DisplayName("Before you begin")
class Prerequisites {
    private static final String CGROUP = "/sys/fs/cgroup";
    private static final int ENOUGH_USERS = 65536;

    // --- cgroups

    @Claim(value = "host.prerequisite.cgroup-v2", scenario = "kubelet/documented")
    void cgroupV2IsEnabled(Kubelets kubelets, ClaimReport report) {
        RootlessNode node = kubelets.node();
        String type = node.output("stat", "--file-system", "--format=%T", CGROUP).strip();
        report.measured("fileSystem", type);
        assertThat(type).as("file system at " + CGROUP).isEqualTo("cgroup2fs");
    }

    @Needs(Need.OWN_NODE)
    @Control("host.prerequisite.cgroup-v2")
    void kubeletRefusesACgroupThatIsNotV2(
            Kubelets kubelets, PageClaim claim, Cell cell, ClaimReport report) {
        fails(kubelet(kubelets, CGROUP), claim, "", cell, report);
    }

    @Needs(Need.OWN_NODE)
    @Claim(value = "host.prerequisite.cgroup-writable", scenario = "kubelet/documented")
    void cgroupsCanBeMade(Kubelets kubelets) {
        try (Cgroup made = Cgroup.make(kubelets.node(), "tck-writable")) {
            made.handOn("memory");
            assertThat(made.read("cgroup.subtree_control")).contains("memory");
        }
    }

    @Needs(Need.OWN_NODE)
    @Control("host.prerequisite.cgroup-writable")
    void noCgroupCanBeMadeInATreeThatIsReadOnly(
            Kubelets kubelets, PageClaim claim, Cell cell, ClaimReport report) {
        ExecResult made =
                kubelets.node()
                        .run(
                                "unshare",
                                "--mount",
                                "--",
                                "sh",
                                "-c",
                                "mount -o remount,bind,ro \"$1\" && mkdir \"$1/tck-control\"",
                                "sh",
                                CGROUP);
        fails(made, claim, "tck-control", cell, report);
    }

    @Needs(Need.OWN_NODE)
    @Claim(value = "host.prerequisite.controller.*", scenario = "kubelet/documented")
    void controllerIsDelegated(
            Kubelets kubelets, @Subject String file, TestScope scope, ClaimReport report) {
        Cgroup parent =
                scope.perClass("all controllers", Cgroup.class, () -> allHandedOn(kubelets.node()));
        report.measured("controllers", parent.read("cgroup.controllers"));
        assertThat(parent.has("tck-child/" + file)).as(file + " of a cgroup below").isTrue();
    }

    private static Cgroup allHandedOn(RootlessNode node) {
        Cgroup parent = Cgroup.make(node, "tck-all");
        parent.handOn(parent.controllers().toArray(String[]::new));
        parent.child("tck-child");
        return parent;
    }

    @Needs(Need.OWN_NODE)
    @Control("host.prerequisite.controller.*")
    void whatIsNotHandedOnIsMissing(Kubelets kubelets, @Subject String file) {
        try (Cgroup parent = Cgroup.make(kubelets.node(), "tck-parent")) {
            parent.handOn(
                    parent.controllers().stream()
                            .filter(other -> !other.equals(controller(file)))
                            .toArray(String[]::new));
            try (Cgroup child = parent.child("tck-child")) {
                assertThat(child.has(file))
                        .as(file + " of a cgroup below, where its controller is not handed on")
                        .isFalse();
            }
        }
    }

    /** {@code cpu.max} is made by {@code cpu}. */
    private static String controller(String file) {
        return file.substring(0, file.indexOf('.'));
    }

    // --- the user namespace

    @Claim(value = "host.prerequisite.user-namespace", scenario = "kubelet/documented")
    void userNamespacesCanBeMade(Kubelets kubelets) {
        assertThat(Processes.nestedUserNamespace(kubelets.node()).isInitial()).isFalse();
    }

    /** The limit is one of each namespace: this one is set in a namespace that ends at once. */
    @Control("host.prerequisite.user-namespace")
    void noneCanBeMadeWhereTheSysctlSaysSo(
            Kubelets kubelets, PageClaim claim, Cell cell, ClaimReport report) {
        ExecResult made =
                kubelets.node()
                        .run(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                "sh",
                                "-c",
                                "echo 0 >/proc/sys/user/max_user_namespaces && unshare --user true");
        fails(made, claim, "", cell, report);
    }

    @Needs(Need.OWN_NODE)
    @Claim(value = "host.prerequisite.subuid", scenario = "prerequisite/host-user")
    void userHasARangeOfNumbers(Kubelets kubelets, Host host, TestScope scope, ClaimReport report) {
        long users = Processes.userNamespace(kubelets.node(), "runsvdir").users();
        report.measured("users", users);
        assertThat(users).as("user numbers of the node").isGreaterThanOrEqualTo(ENOUGH_USERS);
        Exec.Result mapped = user(host, scope).run("unshare", "--user", "--map-auto", "true");
        assertThat(mapped.exit()).as("exit code of %s: %s", mapped.argv(), mapped.err()).isZero();
    }

    @Control(value = "host.prerequisite.subuid", scenario = "prerequisite/host-user")
    void userWithoutARangeGetsNone(
            Host host, TestScope scope, PageClaim claim, Cell cell, ClaimReport report) {
        Exec.Result mapped =
                user(host, scope).runAsOther("unshare", "--user", "--map-auto", "true");
        fails(mapped, claim, HostUser.OTHER, cell, report);
    }

    @Claim(value = "host.prerequisite.uid-range", scenario = "prerequisite/uid-range")
    void podBeyondTheRangeIsRefused(
            Kubelets kubelets, Scenario scenario, PageClaim claim, Cell cell, ClaimReport report) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(scenario, "beyond");
        try {
            String refusal = pods.refusal(pod).orElse("none: it runs");
            report.evidence("refusal.txt", refusal);
            assertThat(refusal)
                    .containsAnyOf(claim.texts("fatal", cell.kubernetes()).toArray(String[]::new));
        } finally {
            pods.delete(pod);
        }
    }

    @Control(value = "host.prerequisite.uid-range", scenario = "prerequisite/uid-in-range")
    void podWithinTheRangeRuns(Kubelets kubelets, Scenario scenario) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(scenario, "within");
        try {
            assertThat(pods.refusal(pod)).as("refusal").isEmpty();
        } finally {
            pods.delete(pod);
        }
    }

    // --- the user's session

    @Claim(value = "host.prerequisite.session.dbus", scenario = "prerequisite/host-user")
    void sessionHasABusOfItsOwn(Host host, TestScope scope, ClaimReport report) {
        Exec.Result asked =
                user(host, scope).run("systemctl", "--user", "is-active", "dbus.socket");
        report.measured("dbus.socket", asked.out().strip());
        assertThat(asked.out().strip()).as("dbus.socket: " + asked.err()).isEqualTo("active");
    }

    @Control(value = "host.prerequisite.session.dbus", scenario = "prerequisite/host-user")
    void isNotReachedOutsideTheSession(
            Host host, TestScope scope, PageClaim claim, Cell cell, ClaimReport report) {
        Exec.Result asked =
                user(host, scope)
                        .runOutsideItsSession("systemctl", "--user", "is-active", "dbus.socket");
        fails(asked, claim, "", cell, report);
    }

    @Claim(value = "host.prerequisite.session.linger", scenario = "prerequisite/host-user")
    void sessionLingers(Host host, TestScope scope) {
        HostUser user = user(host, scope);
        Exec.Result asked =
                user.root().run("loginctl", "show-user", "--property=Linger", user.name());
        assertThat(asked.out().strip()).as(asked.err()).isEqualTo("Linger=yes");
    }

    @Control(value = "host.prerequisite.session.linger", scenario = "prerequisite/host-user")
    void otherUserHasNoSessionThatLingers(
            Host host, TestScope scope, PageClaim claim, Cell cell, ClaimReport report) {
        Exec.Result asked =
                user(host, scope)
                        .root()
                        .run("loginctl", "show-user", "--property=Linger", HostUser.OTHER);
        fails(asked, claim, "", cell, report);
    }

    private static HostUser user(Host host, TestScope scope) {
        return scope.perClass("user", HostUser.class, () -> HostUser.of(host));
    }

    // --- folders that have to be writable

    @Needs(Need.OWN_NODE)
    @Claim(value = "host.prerequisite.writable.*", scenario = "kubelet/documented")
    void folderIsWritable(Kubelets kubelets, @Subject String folder) {
        String file = folder + "/tck-writable";
        kubelets.node().output("mkdir", "-p", folder);
        ExecResult touched = kubelets.node().run("touch", file);
        assertThat(touched.getExitCode()).as(touched.getStderr()).isZero();
        kubelets.node().output("rm", file);
    }

    @Needs(Need.OWN_NODE)
    @Control({"host.prerequisite.writable.kubelet", "host.prerequisite.writable.log"})
    void kubeletEndsWithoutIt(
            Kubelets kubelets,
            @Subject String folder,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        fails(kubelet(kubelets, folder), claim, folder, cell, report);
    }

    @Needs(Need.OWN_NODE)
    @Control({
        "host.prerequisite.writable.containerd",
        "host.prerequisite.writable.containers",
        "host.prerequisite.writable.run"
    })
    void runtimeEndsWithoutIt(
            Kubelets kubelets,
            @Subject String folder,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        String[] runtime =
                cell.runtimeName().equals("crio")
                        ? new String[] {"crio", "--listen=/tmp/tck-control.sock"}
                        : new String[] {
                            "containerd",
                            "--config=/etc/containerd/config.toml",
                            "--address=/tmp/tck-control.sock"
                        };
        fails(without(kubelets, folder, runtime), claim, folder, cell, report);
    }

    @Needs(Need.OWN_NODE)
    @Control("host.prerequisite.writable.etc")
    void kubeadmEndsWithoutIt(
            Kubelets kubelets,
            @Subject String folder,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        fails(
                without(kubelets, folder, "kubeadm", "init", "phase", "certs", "ca"),
                claim,
                folder,
                cell,
                report);
    }

    /** By the runtime that runs: it is what starts the plugins. */
    @Needs(Need.OWN_NODE)
    @Control("host.prerequisite.writable.cni")
    void podGetsNoNetworkWithoutIt(
            Kubelets kubelets,
            @Subject String folder,
            PageClaim claim,
            Cell cell,
            ClaimReport report) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        kubelets.node().output("mount", "-t", "tmpfs", "-o", "ro", "none", folder);
        Pods pods = kubelets.cluster().pods();
        Pod pod = kubelets.createPod(kubelets.documented(), "worker");
        try {
            String refusal = pods.refusal(pod).orElse("none: it runs");
            report.evidence("refusal.txt", refusal);
            assertThat(refusal).contains(folder).contains(claim.texts("fatal", cell.kubernetes()));
        } finally {
            kubelets.node().output("umount", folder);
            pods.delete(pod);
        }
    }

    @Claim(value = "host.prerequisite.var-logs", scenario = "kubelet/documented")
    void folderOfThePageIsThere(
            Kubelets kubelets, Scenario scenario, @Subject String folder, ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        if (kubelets.node().run("test", "-e", folder).getExitCode() != 0) {
            report.drifted(
                    "the node is Ready and has no %s; it has %s"
                            .formatted(
                                    folder,
                                    kubelets.node().output("ls", "-d", "/var/log/pods").strip()));
        }
    }

    // --- network

    @Needs(Need.OWN_NODE)
    @Claim(value = "host.prerequisite.network-interface", scenario = "kubelet/documented")
    void nodeHasAnInterface(Kubelets kubelets, ClaimReport report) {
        ExecResult asked = kubelets.node().run("ip", "-oneline", "-4", "address", "show", "up");
        report.evidence("addresses.txt", asked.getStdout());
        assertThat(asked.getStdout().lines().filter(line -> !line.contains(" lo ")))
                .as("IPv4 addresses besides the loopback's")
                .isNotEmpty();
        assertThat(reachesTheApiServer(kubelets).getExitCode()).isZero();
    }

    @Needs(Need.OWN_NODE)
    @Control("host.prerequisite.network-interface")
    void apiServerIsNotReachedWithoutOne(Kubelets kubelets) {
        ExecResult asked = reachesTheApiServer(kubelets, "unshare", "--net", "--");
        assertThat(asked.getExitCode()).as("curl's exit code: " + asked).isEqualTo(7);
    }

    private static ExecResult reachesTheApiServer(Kubelets kubelets, String... before) {
        String server = kubelets.node().read("/etc/tck/server").strip();
        return kubelets.node()
                .run(
                        Stream.concat(
                                        Arrays.stream(before),
                                        Stream.of("curl", "-sk", "--max-time", "10", server))
                                .toArray(String[]::new));
    }

    @Claim(value = "host.prerequisite.kubelet-port", scenario = "kubelet/documented")
    void apiServerReadsLogsThroughIt(Kubelets kubelets, Scenario scenario, TestScope scope) {
        assertThat(kubelets.running(scenario)).isReady();
        SharedPod worker = worker(kubelets, scope);
        assertThat(worker.pods().awaitLog(worker.pod(), "done")).contains("6 x 7 = 42");
    }

    @Needs(Need.OWN_NODE)
    @Control("host.prerequisite.kubelet-port")
    void noLogIsReadWhereThePortIsShut(
            Kubelets kubelets, TestScope scope, PageClaim claim, Cell cell, ClaimReport report) {
        assertThat(kubelets.running(kubelets.documented())).isReady();
        SharedPod worker = worker(kubelets, scope);
        port(kubelets, "--insert");
        try {
            assertThatThrownBy(() -> worker.pods().log(worker.pod()))
                    .satisfies(thrown -> report.evidence("refusal.txt", thrown.toString()))
                    .hasMessageContaining(claim.texts("fatal", cell.kubernetes()).get(0));
        } finally {
            port(kubelets, "--delete");
        }
    }

    private static SharedPod worker(Kubelets kubelets, TestScope scope) {
        return scope.perClass(
                "worker",
                SharedPod.class,
                () ->
                        SharedPod.start(
                                kubelets, Kubelets.manifest(kubelets.documented(), "worker")));
    }

    /** Refused and not dropped: the same to whom it may concern, without waiting for a time-out. */
    private static void port(Kubelets kubelets, String verb) {
        kubelets.node()
                .output(
                        "iptables",
                        verb,
                        "INPUT",
                        "--protocol",
                        "tcp",
                        "--dport",
                        "10250",
                        "--jump",
                        "REJECT",
                        "--reject-with",
                        "tcp-reset");
    }

    // --- programs that have to fail

    /** A second kubelet, which finds nothing but an empty read-only file system at a folder. */
    private static ExecResult kubelet(Kubelets kubelets, String folder) {
        return without(
                kubelets,
                folder,
                "kubelet",
                "--config=/etc/kubernetes/kubelet.yaml",
                "--kubeconfig=/etc/kubernetes/kubelet.conf",
                "--hostname-override=" + kubelets.node().name(),
                "--port=11250",
                "--healthz-port=0");
    }

    /** The inner shell is given words, never text to take apart; its mounts end with it. */
    private static ExecResult without(Kubelets kubelets, String folder, String... program) {
        return kubelets.node()
                .run(
                        Stream.concat(
                                        Stream.of(
                                                "timeout",
                                                "30",
                                                "unshare",
                                                "--mount",
                                                "--",
                                                "sh",
                                                "-c",
                                                "mount -t tmpfs -o ro none \"$1\" && shift && exec \"$@\"",
                                                "sh",
                                                folder),
                                        Arrays.stream(program))
                                .toArray(String[]::new));
    }

    private static void fails(
            ExecResult ended, PageClaim claim, String word, Cell cell, ClaimReport report) {
        fails(
                ended.getExitCode(),
                ended.getStdout() + ended.getStderr(),
                claim,
                word,
                cell,
                report);
    }

    private static void fails(
            Exec.Result ended, PageClaim claim, String word, Cell cell, ClaimReport report) {
        fails(ended.exit(), ended.out() + ended.err(), claim, word, cell, report);
    }

    /** It ended with a failure, and said so in a line with the claim's text and a word. */
    private static void fails(
            int exit, String said, PageClaim claim, String word, Cell cell, ClaimReport report) {
        report.evidence("control.log", said);
        assertThat(exit).as("exit code of what has to fail: " + said).isNotZero();
        for (String text : claim.texts("fatal", cell.kubernetes())) {
            assertThat(said.lines())
                    .as("what it said")
                    .anyMatch(line -> line.contains(text) && line.contains(word));
        }
    }
}
