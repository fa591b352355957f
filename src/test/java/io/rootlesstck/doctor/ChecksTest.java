package io.rootlesstck.doctor;

import static io.rootlesstck.doctor.Level.NOT_CHECKED;
import static io.rootlesstck.doctor.Level.OK;
import static io.rootlesstck.doctor.Level.PROBLEM;
import static io.rootlesstck.doctor.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.claim.Claims;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each check sees what it is there to see: something is taken from a machine on which all is well.
 */
class ChecksTest {
    private static final String DENIED = "mount: /tmp/x: permission denied.\n";
    private static final String NO_NAMESPACE = "unshare: unshare failed: Operation not permitted\n";

    /** Mounts of a machine of cgroup v1, as systemd mounts them. */
    private static final String HYBRID =
            """
            22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
            31 25 0:27 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755
            32 31 0:28 / /sys/fs/cgroup/unified rw shared:10 - cgroup2 cgroup2 rw
            33 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:11 - cgroup cgroup rw,cpu,cpuacct
            34 31 0:30 / /sys/fs/cgroup/memory rw shared:12 - cgroup cgroup rw,memory
            """;

    @TempDir private Path folder;

    /** What is done to the machine, what then has to be found, and the command that mends it. */
    private record Row(
            String id, Level level, String what, String mend, Consumer<FitMachine> change) {
        @Override
        public String toString() {
            return "%s is %s: %s".formatted(id, level.word(), what);
        }
    }

    private static Row row(
            String id, Level level, String what, String mend, Consumer<FitMachine> change) {
        return new Row(id, level, what, mend, change);
    }

    static List<Row> rows() {
        return List.of(
                // --- cgroups
                row(
                        "cgroup.v2",
                        PROBLEM,
                        "cgroup v1 holds the controllers (cpu,cpuacct, memory); cgroup v2 is mounted beside it, at"
                                + " /sys/fs/cgroup/unified, and has none of them",
                        "systemd.unified_cgroup_hierarchy=1",
                        machine -> machine.file("/proc/self/mountinfo", HYBRID)),
                row(
                        "cgroup.v2",
                        PROBLEM,
                        "no cgroups are mounted",
                        "update-grub",
                        machine ->
                                machine.file(
                                        "/proc/self/mountinfo",
                                        "22 1 259:1 / / rw - ext4 /dev/vda1 rw\n")),
                row(
                        "cgroup.v2",
                        PROBLEM,
                        "cgroup v2 is mounted at /mnt/cg, not at /sys/fs/cgroup",
                        "",
                        machine ->
                                machine.file(
                                        "/proc/self/mountinfo",
                                        "22 1 0:5 / /mnt/cg rw - cgroup2 none rw\n")),
                row(
                        "cgroup.v2",
                        NOT_CHECKED,
                        "no line of a mountinfo: rubbish",
                        "",
                        machine -> machine.file("/proc/self/mountinfo", "rubbish\n")),
                row(
                        "cgroup.controller.cpu",
                        PROBLEM,
                        "not delegated to the session of tester, which has: memory pids",
                        "Delegate=cpu cpuset io memory pids",
                        ChecksTest::twoControllers),
                row(
                        "cgroup.controller.cpuset",
                        WARNING,
                        "not delegated to the session of tester",
                        "Delegate=",
                        ChecksTest::twoControllers),
                row(
                        "cgroup.controller.io",
                        WARNING,
                        "not delegated to the session of tester",
                        "Delegate=",
                        ChecksTest::twoControllers),
                row(
                        "cgroup.controller.memory",
                        PROBLEM,
                        "the kernel has no such controller for cgroup v2, only: cpuset cpu io pids",
                        "",
                        machine ->
                                machine.file(
                                        "/sys/fs/cgroup/cgroup.controllers",
                                        "cpuset cpu io pids\n")),
                row(
                        "cgroup.controller.pids",
                        NOT_CHECKED,
                        "tester has no session of systemd now",
                        "",
                        machine -> machine.without(FitMachine.SESSION)),
                row(
                        "cgroup.controller.pids",
                        PROBLEM,
                        "which has: none",
                        "Delegate=",
                        machine -> machine.file(FitMachine.SESSION + "/cgroup.controllers", "\n")),
                row(
                        "cgroup.controller.pids",
                        NOT_CHECKED,
                        "only cgroup v2 can be delegated",
                        "",
                        machine -> machine.file("/proc/self/mountinfo", HYBRID)),
                row(
                        "cgroup.engine",
                        WARNING,
                        "docker.service of the session lacks cpu, cpuset",
                        "~/.config/systemd/user/docker.service.d/delegate.conf",
                        machine ->
                                machine.file(
                                        FitMachine.SESSION
                                                + "/app.slice/docker.service/cgroup.controllers",
                                        "io memory pids\n")),
                row(
                        "cgroup.engine",
                        NOT_CHECKED,
                        "no engine runs as a service of the session of tester",
                        "",
                        machine -> machine.without(FitMachine.SESSION + "/app.slice")),

                // --- the user's numbers
                row(
                        "user.subuid",
                        PROBLEM,
                        "tester is not listed in /etc/subuid",
                        "sudo usermod --add-subuids 231072-296607 --add-subgids 231072-296607 tester",
                        machine -> machine.file("/etc/subuid", "other:165536:65536\n")),
                row(
                        "user.subuid",
                        PROBLEM,
                        "/etc/subuid is not there",
                        "usermod",
                        machine -> machine.without("/etc/subuid")),
                row(
                        "user.subuid",
                        WARNING,
                        "tester shares numbers with others in /etc/subuid (other:150000:65536)",
                        "",
                        machine ->
                                machine.file(
                                        "/etc/subuid",
                                        "tester:100000:65536\nother:150000:65536\n")),
                row(
                        "user.subuid",
                        WARNING,
                        "no range of numbers: line 2, 3",
                        "",
                        machine ->
                                machine.file(
                                        "/etc/subuid", "tester:100000:65536\ntester:1:\nx:y:z\n")),
                row(
                        "user.subuid",
                        NOT_CHECKED,
                        "ask getsubids tester",
                        "",
                        machine ->
                                machine.file("/etc/subuid", "")
                                        .file("/etc/nsswitch.conf", "passwd: sss\nsubid: sss\n")),
                row(
                        "user.subgid",
                        PROBLEM,
                        "tester has 1000 numbers in /etc/subgid, of 65536 that are asked for",
                        "sudo usermod --add-subuids",
                        machine -> machine.file("/etc/subgid", "1000:100000:1000\n")),
                row(
                        "user.newuidmap",
                        PROBLEM,
                        "newuidmap is not installed",
                        "sudo apt-get install -y uidmap",
                        machine -> machine.withoutProgram("newuidmap")),
                row(
                        "user.newuidmap",
                        PROBLEM,
                        "is neither setuid root nor has cap_setuid",
                        "sudo apt-get install --reinstall -y uidmap",
                        machine ->
                                machine.program("newuidmap", 0100755)
                                        .answer(0, "", "", "getcap", "/usr/bin/newuidmap")),
                row(
                        "user.newuidmap",
                        OK,
                        "has the capability cap_setuid",
                        "",
                        machine ->
                                machine.program("newuidmap", 0100755)
                                        .answer(
                                                0,
                                                "/usr/bin/newuidmap cap_setuid=ep\n",
                                                "",
                                                "getcap",
                                                "/usr/bin/newuidmap")),
                row(
                        "user.newuidmap",
                        NOT_CHECKED,
                        "there is no getcap",
                        "",
                        machine -> machine.program("newuidmap", 0100755)),
                row(
                        "user.newgidmap",
                        PROBLEM,
                        "/usr/bin/newgidmap lies on /usr, which is mounted nosuid",
                        "",
                        machine ->
                                machine.file(
                                        "/proc/self/mountinfo",
                                        FitMachine.MOUNTS
                                                + "40 22 0:40 / /usr rw,nosuid - ext4 /dev/vdb rw\n")),

                // --- the session
                row(
                        "session.systemd",
                        PROBLEM,
                        "this machine was not booted by systemd",
                        "",
                        machine -> machine.without("/run/systemd/system")),
                row(
                        "session.systemd",
                        WARNING,
                        "systemd 241 cannot delegate cpuset; 244 and later can",
                        "",
                        machine ->
                                machine.answer(
                                        0, "systemd 241 (241)\n", "", "systemctl", "--version")),
                row(
                        "session.systemd",
                        OK,
                        "systemd 247, which delegates cpu only when told to",
                        "",
                        machine ->
                                machine.answer(
                                        0,
                                        "systemd 247 (247.3-7+deb11u5)\n",
                                        "",
                                        "systemctl",
                                        "--version")),
                row(
                        "session.systemd",
                        OK,
                        "its version is not known",
                        "",
                        FitMachine::withoutAnswers),
                row(
                        "session.runtime-dir",
                        PROBLEM,
                        "XDG_RUNTIME_DIR is not set",
                        "ssh tester@localhost",
                        machine -> machine.withoutVariable("XDG_RUNTIME_DIR")),
                row(
                        "session.runtime-dir",
                        PROBLEM,
                        "XDG_RUNTIME_DIR is /run/user/0, which is not there or not of tester",
                        "enable-linger tester",
                        machine ->
                                machine.variable("XDG_RUNTIME_DIR", "/run/user/0")
                                        .facts("/run/user/0", 0040700, 0)),
                row(
                        "session.runtime-dir",
                        PROBLEM,
                        "tester has no session (no /run/user/1000)",
                        "sudo loginctl enable-linger tester",
                        machine -> machine.lookedAtBy(0).without("/run/user/1000")),
                row(
                        "session.dbus",
                        PROBLEM,
                        "no socket /run/user/1000/bus",
                        "sudo apt-get install -y dbus-user-session",
                        machine -> machine.without("/run/user/1000/bus")),
                row(
                        "session.dbus",
                        NOT_CHECKED,
                        "/run/user/1000/bus: this user may not look at it",
                        "",
                        machine ->
                                machine.unreadable(
                                        "/run/user/1000/bus",
                                        "/run/user/1000/bus: this user may not look at it")),
                row(
                        "session.linger",
                        WARNING,
                        "the session of tester does not linger",
                        "sudo loginctl enable-linger tester",
                        machine -> machine.without("/var/lib/systemd/linger/tester")),

                // --- user namespaces
                row(
                        "userns.max",
                        PROBLEM,
                        "user.max_user_namespaces is 0",
                        "user.max_user_namespaces = 28633",
                        machine -> machine.sysctl("user.max_user_namespaces", "0")),
                row(
                        "userns.max",
                        PROBLEM,
                        "the kernel has no user namespaces",
                        "",
                        machine -> machine.withoutSysctl("user.max_user_namespaces")),
                row(
                        "userns.max",
                        NOT_CHECKED,
                        "user.max_user_namespaces is \"many\", no number",
                        "",
                        machine -> machine.sysctl("user.max_user_namespaces", "many")),
                row(
                        "userns.clone",
                        PROBLEM,
                        "kernel.unprivileged_userns_clone is 0",
                        "kernel.unprivileged_userns_clone = 1",
                        machine -> machine.sysctl("kernel.unprivileged_userns_clone", "0")),
                row(
                        "userns.clone",
                        OK,
                        "does not keep them from users",
                        "",
                        machine -> machine.withoutSysctl("kernel.unprivileged_userns_clone")),
                row(
                        "userns.made",
                        PROBLEM,
                        "tried: tester cannot make one: unshare: unshare failed: Operation not permitted",
                        "",
                        machine -> machine.probe(Probe.USER_NAMESPACE, 1000, 1, NO_NAMESPACE)),
                row(
                        "userns.made",
                        NOT_CHECKED,
                        "AppArmor keeps it from unshare(1)",
                        "",
                        machine ->
                                restricted(machine)
                                        .probe(Probe.USER_NAMESPACE, 1000, 1, NO_NAMESPACE)),
                row(
                        "userns.made",
                        NOT_CHECKED,
                        "cannot be tried here for tester",
                        "",
                        FitMachine::withoutAnswers),
                row(
                        "userns.apparmor.rootlesskit",
                        PROBLEM,
                        "no profile lets /usr/bin/rootlesskit make them",
                        "/etc/apparmor.d/usr.bin.rootlesskit",
                        ChecksTest::restricted),
                row(
                        "userns.apparmor.rootlesskit",
                        OK,
                        "/etc/apparmor.d/rootlesskit lets /usr/bin/rootlesskit make them",
                        "",
                        machine ->
                                restricted(machine)
                                        .file(
                                                "/etc/apparmor.d/rootlesskit",
                                                "profile rootlesskit /usr/bin/rootlesskit flags=(unconfined) {\n"
                                                        + "  userns,\n}\n")),
                row(
                        "userns.apparmor.podman",
                        PROBLEM,
                        "no profile lets /usr/bin/podman make them",
                        "restart apparmor",
                        machine ->
                                restricted(machine)
                                        .file(
                                                "/etc/apparmor.d/podman",
                                                "profile podman /opt/podman {\n  userns,\n}\n")),
                row(
                        "userns.apparmor.k3s",
                        NOT_CHECKED,
                        "there is no k3s whose profile could be looked for",
                        "",
                        machine -> restricted(machine).withoutProgram("k3s")),
                row(
                        "userns.apparmor.k3s",
                        PROBLEM,
                        "no profile lets /usr/bin/k3s make them",
                        "usr.bin.k3s",
                        ChecksTest::restricted),

                // --- the kernel
                row(
                        "kernel.version",
                        WARNING,
                        "5.10.0-34-amd64 lacks overlayfs in a user namespace (5.11), overlayfs there with SELinux (5.13)",
                        "",
                        machine -> machine.kernel("5.10.0-34-amd64")),
                row(
                        "kernel.version",
                        PROBLEM,
                        "3.10.0-1160.el7.x86_64 lacks cgroup v2 that controls devices (4.15)",
                        "",
                        machine -> machine.kernel("3.10.0-1160.el7.x86_64")),
                row(
                        "kernel.version",
                        NOT_CHECKED,
                        "\"none\" is no version of a kernel",
                        "",
                        machine -> machine.kernel("none")),
                row(
                        "kernel.dmesg",
                        WARNING,
                        "kernel.dmesg_restrict is 1",
                        "kernel.dmesg_restrict = 0",
                        machine -> machine.sysctl("kernel.dmesg_restrict", "1")),
                row(
                        "kernel.fs.overlay",
                        WARNING,
                        "a module that is not loaded",
                        "sudo modprobe overlay",
                        machine -> machine.file("/proc/filesystems", "nodev\ttmpfs\n")),
                row(
                        "kernel.fs.fuse",
                        WARNING,
                        "the kernel was built without CONFIG_FUSE_FS, says /boot/config-",
                        "",
                        machine -> machine.file("/proc/filesystems", "nodev\tfuseblk\n")),
                row(
                        "kernel.fs.nfs",
                        OK,
                        "refused for the kernel's sake: the kernel was built without CONFIG_NFS_FS",
                        "",
                        machine -> {}),
                row(
                        "kernel.fs.nfs",
                        OK,
                        "refused for the user namespace's sake",
                        "",
                        machine -> machine.file("/proc/filesystems", "nodev\tnfs\n")),
                row(
                        "kernel.fs.nfs",
                        NOT_CHECKED,
                        "neither the kernel's configuration nor /lib/modules/",
                        "",
                        machine -> machine.without("/lib").without("/boot")),
                row(
                        "kernel.selinux",
                        WARNING,
                        "SELinux enforces, and this kernel, older than 5.13",
                        "",
                        machine ->
                                machine.kernel("5.12.19-300.fc34.x86_64")
                                        .file("/sys/fs/selinux/enforce", "1")),
                row(
                        "kernel.selinux",
                        OK,
                        "mounts overlayfs with it",
                        "",
                        machine -> machine.file("/sys/fs/selinux/enforce", "1")),

                // --- storage
                row(
                        "storage.overlay",
                        WARNING,
                        "tried: tester cannot mount one: mount: /tmp/x: permission denied.",
                        "",
                        machine -> machine.probe(Probe.OVERLAY, 1000, 32, DENIED)),
                row(
                        "storage.overlay",
                        NOT_CHECKED,
                        "AppArmor keeps it from unshare(1)",
                        "",
                        machine -> restricted(machine).probe(Probe.OVERLAY, 1000, 32, DENIED)),
                row(
                        "storage.overlay",
                        NOT_CHECKED,
                        "cannot be tried here",
                        "",
                        FitMachine::withoutAnswers),
                row(
                        "storage.overlay",
                        WARNING,
                        "known to be broken",
                        "",
                        machine ->
                                machine.file(
                                        "/sys/module/overlay/parameters/permit_mounts_in_userns",
                                        "Y\n")),
                row(
                        "storage.fuse-overlayfs",
                        WARNING,
                        "not installed, and this kernel is older than 5.11",
                        "apt-get install -y fuse-overlayfs",
                        machine ->
                                machine.withoutProgram("fuse-overlayfs").kernel("5.10.0-34-amd64")),
                row(
                        "storage.fuse-overlayfs",
                        OK,
                        "this kernel has overlayfs for user namespaces",
                        "",
                        machine -> machine.withoutProgram("fuse-overlayfs")),
                row(
                        "storage.dev-fuse",
                        WARNING,
                        "/dev/fuse is not there",
                        "sudo modprobe fuse",
                        machine -> machine.without("/dev/fuse")),
                row(
                        "storage.home",
                        WARNING,
                        "/home/tester lies on /home (nfs4), which keeps no files of subordinate users",
                        "",
                        machine -> home(machine, "rw", "nfs4")),
                row(
                        "storage.home",
                        WARNING,
                        "/home/tester lies on /home (zfs), upon which overlayfs does not work",
                        "",
                        machine -> home(machine, "rw", "zfs")),
                row(
                        "storage.home",
                        WARNING,
                        "which is mounted noexec",
                        "",
                        machine -> home(machine, "rw,noexec", "xfs")),

                // --- the network
                row(
                        "network.nf_tables",
                        WARNING,
                        "the kernel was built without CONFIG_NF_TABLES",
                        "",
                        machine -> machine.unloaded("nf_tables")),
                row(
                        "network.ip_tables",
                        WARNING,
                        "a module that is not loaded",
                        "echo ip_tables | sudo tee -a /etc/modules-load.d/rootless.conf && sudo modprobe ip_tables",
                        machine -> machine.unloaded("ip_tables")),
                row(
                        "network.iptable_nat",
                        WARNING,
                        "the kernel was built without CONFIG_IP_NF_NAT",
                        "",
                        machine -> machine.unloaded("iptable_nat")),
                row(
                        "network.nf_conntrack",
                        WARNING,
                        "the kernel was built without CONFIG_NF_CONNTRACK",
                        "",
                        machine ->
                                machine.unloaded("nf_conntrack")
                                        .withoutSysctl("net.netfilter.nf_conntrack_max")),
                row(
                        "network.br_netfilter",
                        WARNING,
                        "a module that is not loaded",
                        "sudo modprobe br_netfilter",
                        machine -> machine.unloaded("br_netfilter")),
                row(
                        "network.vxlan",
                        PROBLEM,
                        "CONFIG_VXLAN=m, but the module is not installed",
                        "",
                        machine ->
                                machine.unloaded("vxlan")
                                        .file(
                                                "/lib/modules/"
                                                        + FitMachine.KERNEL
                                                        + "/modules.dep",
                                                "\n")),
                row(
                        "network.vxlan",
                        NOT_CHECKED,
                        "CONFIG_VXLAN=m, and there is no /lib/modules/",
                        "",
                        machine -> machine.unloaded("vxlan").without("/lib")),
                row(
                        "network.vxlan",
                        PROBLEM,
                        "neither built in nor a module that is installed",
                        "",
                        machine ->
                                machine.unloaded("vxlan")
                                        .without("/boot")
                                        .file(
                                                "/lib/modules/"
                                                        + FitMachine.KERNEL
                                                        + "/modules.dep",
                                                "\n")),
                row(
                        "network.vxlan",
                        OK,
                        "built into the kernel",
                        "",
                        machine ->
                                machine.unloaded("vxlan")
                                        .file(
                                                "/lib/modules/"
                                                        + FitMachine.KERNEL
                                                        + "/modules.builtin",
                                                "kernel/drivers/net/vxlan/vxlan.ko\n")),
                row(
                        "network.veth",
                        PROBLEM,
                        "the kernel was built without CONFIG_VETH",
                        "",
                        machine -> machine.unloaded("veth")),
                row(
                        "network.tun",
                        PROBLEM,
                        "/dev/net/tun is not for everybody (0600)",
                        "sudo chmod 0666 /dev/net/tun",
                        machine -> machine.facts("/dev/net/tun", 0020600, 0)),
                row(
                        "network.tun",
                        PROBLEM,
                        "/dev/net/tun is no device",
                        "sudo modprobe tun",
                        machine -> machine.facts("/dev/net/tun", 0100666, 0)),
                row(
                        "network.rp-filter",
                        WARNING,
                        "net.ipv4.conf.default.rp_filter is 1, strict",
                        "net.ipv4.conf.default.rp_filter = 2",
                        machine -> machine.sysctl("net.ipv4.conf.default.rp_filter", "1")),
                row(
                        "network.ip-forward",
                        WARNING,
                        "net.ipv4.ip_forward is 0",
                        "net.ipv4.ip_forward = 1",
                        machine -> machine.sysctl("net.ipv4.ip_forward", "0")),
                row(
                        "network.low-ports",
                        WARNING,
                        "net.ipv4.ip_unprivileged_port_start is 1024",
                        "net.ipv4.ip_unprivileged_port_start = 80",
                        machine -> machine.sysctl("net.ipv4.ip_unprivileged_port_start", "1024")),
                row(
                        "network.conntrack",
                        NOT_CHECKED,
                        "nf_conntrack is not loaded yet",
                        "",
                        machine -> machine.withoutSysctl("net.netfilter.nf_conntrack_max")),

                // --- limits
                row(
                        "limits.inotify-watches",
                        WARNING,
                        "fs.inotify.max_user_watches is 8192, less than 524288",
                        "fs.inotify.max_user_watches = 524288",
                        machine -> machine.sysctl("fs.inotify.max_user_watches", "8192")),
                row(
                        "limits.inotify-instances",
                        WARNING,
                        "fs.inotify.max_user_instances is 128, less than 512",
                        "fs.inotify.max_user_instances = 512",
                        machine -> machine.sysctl("fs.inotify.max_user_instances", "128")),
                row(
                        "limits.keys",
                        WARNING,
                        "kernel.keys.maxkeys is 200, less than 10000",
                        "kernel.keys.maxkeys = 10000",
                        machine -> machine.sysctl("kernel.keys.maxkeys", "200")),
                row(
                        "limits.open-files",
                        WARNING,
                        "a process may have 4096 files, less than 64000",
                        "echo 'tester - nofile 1048576'",
                        machine -> machine.file("/proc/self/limits", FitMachine.limits("4096"))),
                row(
                        "limits.open-files",
                        NOT_CHECKED,
                        "run this as that user",
                        "",
                        machine -> machine.lookedAtBy(0)),

                // --- programs
                row(
                        "program.network-driver",
                        PROBLEM,
                        "none is installed of slirp4netns, pasta, vpnkit, lxc-user-nic",
                        "sudo apt-get install -y slirp4netns",
                        machine -> machine.withoutProgram("slirp4netns").withoutProgram("pasta")),
                row(
                        "program.slirp4netns",
                        WARNING,
                        "not installed: slirp4netns",
                        "slirp4netns",
                        machine -> machine.withoutProgram("slirp4netns")),
                row(
                        "program.rootlesskit",
                        WARNING,
                        "not installed: rootlesskit or docker-rootlesskit",
                        "rootlesskit",
                        machine -> machine.withoutProgram("rootlesskit")),
                row(
                        "program.oci-runtime",
                        WARNING,
                        "not installed: crun or runc",
                        "crun",
                        machine -> machine.withoutProgram("crun")),
                row(
                        "program.iptables",
                        WARNING,
                        "not installed: iptables",
                        "apt-get install -y iptables",
                        machine -> machine.withoutProgram("iptables")),
                row(
                        "program.bypass4netns",
                        OK,
                        "not installed, nor needed: bypass4netns",
                        "",
                        machine -> machine.withoutProgram("bypass4netns")));
    }

    private static void twoControllers(FitMachine machine) {
        machine.file(FitMachine.SESSION + "/cgroup.controllers", "memory pids\n");
    }

    private static FitMachine restricted(FitMachine machine) {
        return machine.sysctl("kernel.apparmor_restrict_unprivileged_userns", "1");
    }

    private static void home(FitMachine machine, String options, String type) {
        machine.file(
                "/proc/self/mountinfo",
                FitMachine.MOUNTS
                        + "41 22 0:41 / /home %s - %s some:/where rw\n".formatted(options, type));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void sees(Row row) {
        FitMachine machine = new FitMachine(folder);
        row.change().accept(machine);

        Finding finding = machine.examined().finding(row.id()).orElseThrow();

        assertThat(finding.seen().what()).contains(row.what());
        assertThat(finding.level()).isEqualTo(row.level());
        Remedy remedy = finding.seen().remedy();
        if (row.mend().isEmpty()) {
            assertThat(remedy).isNull();
        } else {
            assertThat(Objects.requireNonNull(remedy).debian()).contains(row.mend());
        }
    }

    @Test
    void everyCheckIsMadeToFail() {
        // What these three find is worth knowing, and breaks nothing.
        Set<String> neverFail =
                Set.of("kernel.fs.nfs", "network.conntrack", "program.bypass4netns");
        Set<String> made =
                rows().stream()
                        .filter(row -> row.level() == WARNING || row.level() == PROBLEM)
                        .map(Row::id)
                        .collect(Collectors.toSet());

        assertThat(Doctor.checks())
                .extracting(check -> check.topic().id())
                .filteredOn(id -> !neverFail.contains(id))
                .allSatisfy(id -> assertThat(made).contains(id));
    }

    @Test
    void aFitMachineIsFitForAll() {
        MachineReport report = new FitMachine(folder).examined();

        assertThat(report.findings())
                .filteredOn(finding -> finding.level() != OK)
                .extracting(Finding::id, finding -> finding.seen().what())
                .isEmpty();
        assertThat(report.engines())
                .hasSize(EngineNeeds.values().length)
                .allSatisfy(
                        verdict -> {
                            assertThat(verdict.fitness()).isEqualTo(EngineVerdict.Fitness.FIT);
                            assertThat(verdict.notInstalled()).isEmpty();
                        });
        assertThat(report.isFit()).isTrue();
    }

    @Test
    void idsAreTheirOwn() {
        assertThat(Doctor.checks()).extracting(check -> check.topic().id()).doesNotHaveDuplicates();
    }

    @Test
    void everyTopicHasASourceAndSaysWhatBreaks() {
        assertThat(Doctor.checks())
                .extracting(Check::topic)
                .allSatisfy(
                        topic -> {
                            assertThat(topic.source()).as(topic.id()).isNotBlank();
                            assertThat(topic.breaks()).as(topic.id()).isNotBlank();
                        });
    }

    @Test
    void claimsAreThoseOfTheKit() {
        Claims claims = Claims.load(KitFiles.of("scenarios/claims.yaml"));

        assertThat(Doctor.checks())
                .flatExtracting(check -> check.topic().claims())
                .allSatisfy(id -> assertThat(claims.get((String) id).id()).isEqualTo(id));
    }

    @Test
    void enginesAskForChecksThatThereAre() {
        List<String> ids = Doctor.checks().stream().map(check -> check.topic().id()).toList();

        assertThat(Arrays.asList(EngineNeeds.values()))
                .allSatisfy(engine -> assertThat(ids).containsAll(engine.needs().keySet()));
    }
}
