package io.rootlesstck.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A machine on which all is well, recorded in a folder; tests take something from it. */
final class FitMachine {
    static final String KERNEL = "6.12.48+deb13-amd64";
    static final String SESSION = "/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service";
    static final String MOUNTS =
            """
            22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
            25 22 0:22 / /sys rw,nosuid,nodev,noexec shared:6 - sysfs sysfs rw
            30 25 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec shared:9 - cgroup2 cgroup2 rw,nsdelegate
            """;

    private static final int PROGRAM = 0100755;
    private static final int SETUID = 0104755;
    private static final int FOLDER = 0040700;
    private static final int SOCKET = 0140666;
    private static final int DEVICE = 0020666;

    private final Path root;
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, FileFacts> facts = new TreeMap<>();
    private final Map<String, List<String>> folders = new TreeMap<>();
    private final Map<String, String> variables = new TreeMap<>();
    private final Map<String, String> unreadable = new TreeMap<>();
    private final Map<List<String>, Answer> answers = new java.util.LinkedHashMap<>();
    private int uid = 1000;

    FitMachine(Path root) {
        this.root = root;
        file(
                "/etc/os-release",
                "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nNAME=\"Debian GNU/Linux\"\nID=debian\n");
        file(
                "/etc/passwd",
                "root:x:0:0:root:/root:/bin/bash\n"
                        + "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"
                        + "tester:x:1000:1000:,,,:/home/tester:/bin/bash\n"
                        + "other:x:1001:1001:,,,:/home/other:/bin/bash\n");
        file("/etc/subuid", "tester:100000:65536\nother:165536:65536\n");
        file("/etc/subgid", "tester:100000:65536\nother:165536:65536\n");
        file("/proc/self/mountinfo", MOUNTS);
        file("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma misc\n");
        file(SESSION + "/cgroup.controllers", "cpuset cpu io memory pids\n");
        file(
                SESSION + "/app.slice/docker.service/cgroup.controllers",
                "cpuset cpu io memory pids\n");
        program("newuidmap", SETUID);
        program("newgidmap", SETUID);
        for (String name :
                List.of(
                        "dockerd-rootless.sh",
                        "rootlesskit",
                        "podman",
                        "nerdctl",
                        "containerd-rootless.sh",
                        "kind",
                        "k3s",
                        "make",
                        "jq",
                        "slirp4netns",
                        "pasta",
                        "fuse-overlayfs",
                        "crun",
                        "iptables",
                        "bypass4netns")) {
            program(name, PROGRAM);
        }
        facts("/run/systemd/system", FOLDER, 0);
        facts("/run/user/1000", FOLDER, 1000);
        facts("/run/user/1000/bus", SOCKET, 1000);
        file("/var/lib/systemd/linger/tester", "");
        sysctl("kernel.osrelease", KERNEL);
        sysctl("user.max_user_namespaces", "63304");
        sysctl("kernel.unprivileged_userns_clone", "1");
        sysctl("kernel.dmesg_restrict", "0");
        sysctl("kernel.keys.maxkeys", "10000");
        sysctl("net.ipv4.conf.default.rp_filter", "2");
        sysctl("net.ipv4.ip_forward", "1");
        sysctl("net.ipv4.ip_unprivileged_port_start", "80");
        sysctl("net.netfilter.nf_conntrack_max", "262144");
        sysctl("fs.inotify.max_user_watches", "524288");
        sysctl("fs.inotify.max_user_instances", "512");
        file("/proc/filesystems", "nodev\tsysfs\nnodev\toverlay\nnodev\tfuse\n\text4\n");
        file(
                "/proc/modules",
                "nf_tables 376832 0 - Live 0x0000000000000000\n"
                        + "ip_tables 36864 1 iptable_nat, Live 0x0000000000000000\n"
                        + "iptable_nat 16384 0 - Live 0x0000000000000000\n"
                        + "br_netfilter 36864 0 - Live 0x0000000000000000\n"
                        + "vxlan 155648 0 - Live 0x0000000000000000\n"
                        + "nf_conntrack 204800 1 iptable_nat, Live 0x0000000000000000\n"
                        + "veth 45056 0 - Live 0x0000000000000000\n");
        file(
                "/lib/modules/" + KERNEL + "/modules.dep",
                "kernel/net/bridge/br_netfilter.ko.xz: kernel/net/bridge/bridge.ko.xz\n"
                        + "kernel/drivers/net/vxlan/vxlan.ko.xz: kernel/net/ipv4/udp_tunnel.ko.xz\n"
                        + "kernel/net/ipv4/netfilter/ip_tables.ko.xz:\n"
                        + "kernel/fs/overlayfs/overlay.ko.xz:\n");
        file("/lib/modules/" + KERNEL + "/modules.builtin", "kernel/net/ipv6/ipv6.ko\n");
        file(
                "/boot/config-" + KERNEL,
                "CONFIG_USER_NS=y\nCONFIG_VXLAN=m\nCONFIG_OVERLAY_FS=m\nCONFIG_BRIDGE_NETFILTER=m\n"
                        + "# CONFIG_NFS_FS is not set\n");
        facts("/dev/fuse", DEVICE, 0);
        facts("/dev/net/tun", DEVICE, 0);
        file("/proc/self/limits", limits("1048576"));
        variable("PATH", "/usr/local/bin:/usr/bin:/bin");
        variable("XDG_RUNTIME_DIR", "/run/user/1000");
        answer(0, "systemd 257 (257.8-1~deb13u2)\n+PAM +AUDIT\n", "", "systemctl", "--version");
        probe(Probe.USER_NAMESPACE, 1000, 0, "");
        probe(Probe.OVERLAY, 1000, 0, "");
    }

    static String limits(String hard) {
        return "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max cpu time              unlimited            unlimited            seconds   \n"
                + "Max open files            1024                 "
                + hard
                + " ".repeat(Math.max(1, 21 - hard.length()))
                + "files     \n";
    }

    FitMachine file(String path, String text) {
        files.put(path, text);
        return this;
    }

    FitMachine facts(String path, int mode, int owner) {
        facts.put(path, new FileFacts(mode, owner));
        return this;
    }

    FitMachine program(String name, int mode) {
        return facts("/usr/bin/" + name, mode, 0);
    }

    FitMachine sysctl(String key, String value) {
        return file("/proc/sys/" + key.replace('.', '/'), value + "\n");
    }

    FitMachine withoutSysctl(String key) {
        return without("/proc/sys/" + key.replace('.', '/'));
    }

    FitMachine without(String path) {
        files.keySet().removeIf(each -> each.equals(path) || each.startsWith(path + "/"));
        facts.keySet().removeIf(each -> each.equals(path) || each.startsWith(path + "/"));
        return this;
    }

    FitMachine withoutProgram(String name) {
        return without("/usr/bin/" + name);
    }

    FitMachine unloaded(String module) {
        String loaded = files.getOrDefault("/proc/modules", "");
        return file(
                "/proc/modules",
                String.join(
                        "",
                        loaded.lines()
                                .filter(line -> !line.startsWith(module + " "))
                                .map(line -> line + "\n")
                                .toList()));
    }

    FitMachine folder(String path, String... names) {
        folders.put(path, List.of(names));
        return this;
    }

    FitMachine unreadable(String path, String why) {
        without(path);
        unreadable.put(path, why);
        return this;
    }

    FitMachine variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    FitMachine withoutVariable(String name) {
        variables.remove(name);
        return this;
    }

    FitMachine answer(int exit, String out, String err, String... argv) {
        answers.put(List.of(argv), new Answer(exit, out, err));
        return this;
    }

    FitMachine withoutAnswers() {
        answers.clear();
        return this;
    }

    FitMachine probe(Probe probe, int user, int exit, String err) {
        answers.put(RecordedMachine.probe(probe, user), new Answer(exit, "", err));
        return this;
    }

    FitMachine lookedAtBy(int number) {
        this.uid = number;
        return this;
    }

    FitMachine kernel(String release) {
        return sysctl("kernel.osrelease", release);
    }

    Path write() {
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path place = root.resolve(file.getKey().substring(1));
                Files.createDirectories(place.getParent());
                Files.writeString(place, file.getValue());
            }
            List<RecordedMachine.Said> said = new ArrayList<>();
            answers.forEach((argv, answer) -> said.add(new RecordedMachine.Said(argv, answer)));
            JsonMapper.builder()
                    .build()
                    .writeValue(
                            root.resolve(RecordedMachine.FILE).toFile(),
                            new RecordedMachine(
                                    RecordedMachine.SCHEMA,
                                    uid,
                                    variables,
                                    said,
                                    facts,
                                    folders,
                                    unreadable));
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MachineTree tree() {
        return RecordedTree.open(write());
    }

    MachineReport examined() {
        return Doctor.examine(tree(), java.util.Optional.empty(), java.util.Optional.empty());
    }
}
