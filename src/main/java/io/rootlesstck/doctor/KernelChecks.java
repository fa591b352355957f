package io.rootlesstck.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernel's version, and the parts that a node uses. */
final class KernelChecks {
    /** What a version of the kernel brought. */
    private record Step(int major, int minor, Level without, String brings) {
        boolean isIn(KernelVersion kernel) {
            return kernel.isAtLeast(major, minor);
        }

        @Override
        public String toString() {
            return "%s (%d.%d)".formatted(brings, major, minor);
        }
    }

    /**
     * 4.15, 5.2: rootlesscontaine.rs, "cgroup v2", and runc, docs/cgroup-v2.md. 4.18: BuildKit,
     * docs/rootless.md. 5.3: usernetes issue 376. 5.11: rootlesscontaine.rs, "OverlayFS". 5.13:
     * nerdctl, docs/rootless.md; kernel commits 7fa2e79a6bb9 and 2671fa4dc010.
     */
    private static final List<Step> STEPS =
            List.of(
                    new Step(4, 15, Level.PROBLEM, "cgroup v2 that controls devices"),
                    new Step(4, 18, Level.PROBLEM, "FUSE in a user namespace"),
                    new Step(5, 2, Level.WARNING, "the freezer of cgroup v2"),
                    new Step(5, 3, Level.WARNING, "br_netfilter in every network namespace"),
                    new Step(5, 11, Level.WARNING, "overlayfs in a user namespace"),
                    new Step(5, 13, Level.WARNING, "overlayfs there with SELinux"));

    private static final String CHECK_CONFIG = "moby, contrib/check-config.sh";

    private KernelChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        new Topic(
                                "kernel.version",
                                Area.KERNEL,
                                "What a kernel does not have, an engine has to do without.",
                                "rootlesscontaine.rs, \"cgroup v2\" and \"OverlayFS\"; containerd/nerdctl, docs/rootless.md",
                                "runtime.containerd.overlayfs"),
                        KernelChecks::version),
                new Check(
                        new Topic(
                                "kernel.dmesg",
                                Area.KERNEL,
                                "The kubelet may not open /dev/kmsg and does not see what the kernel kills for lack of memory;"
                                        + " with the gate KubeletInUserNamespace it goes on.",
                                "kubelet-in-userns, \"Configuring kubelet\"; kind, \"Rootless\", \"Tips\"",
                                "kubelet.kmsg.unreadable"),
                        KernelChecks::dmesg),
                fileSystem(
                        "overlay",
                        "OVERLAY_FS",
                        Level.WARNING,
                        "Images are kept by fuse-overlayfs or as whole copies.",
                        "kubelet-in-userns, \"Configuring CRI\"",
                        "runtime.containerd.overlayfs"),
                fileSystem(
                        "fuse",
                        "FUSE_FS",
                        Level.WARNING,
                        "fuse-overlayfs, the page's snapshotter, cannot run.",
                        "kubelet-in-userns, \"Configuring CRI\"",
                        "runtime.containerd.fuse-overlayfs"),
                new Check(
                        new Topic(
                                "kernel.fs.nfs",
                                Area.KERNEL,
                                "An nfs volume is refused in a user namespace, with or without; without, the error is \"No such"
                                        + " device\" and tells nothing of the user namespace.",
                                "kubelet-in-userns, \"Caveats\"; fs/super.c, get_fs_type and mount_capable",
                                "volumes.refused.nfs-v4"),
                        KernelChecks::nfs),
                new Check(
                        new Topic(
                                "kernel.selinux",
                                Area.KERNEL,
                                "overlayfs in a user namespace fails with \"permission denied\".",
                                "containerd/nerdctl, docs/rootless.md, \"Hint to Fedora users\"; kind, entrypoint",
                                "runtime.containerd.overlayfs"),
                        KernelChecks::selinux));
    }

    private static Seen version(Target target) {
        KernelVersion kernel = target.kernel();
        List<Step> lacks = STEPS.stream().filter(step -> !step.isIn(kernel)).toList();
        if (lacks.isEmpty()) {
            return Seen.ok("%s has %s".formatted(kernel, list(STEPS)));
        }
        String what = "%s lacks %s".formatted(kernel, list(lacks));
        return lacks.stream().anyMatch(step -> step.without() == Level.PROBLEM)
                ? Seen.problem(what)
                : Seen.warning(what);
    }

    private static String list(List<Step> steps) {
        List<String> words = new ArrayList<>(steps.stream().map(Step::toString).toList());
        return String.join(", ", words);
    }

    private static Seen dmesg(Target target) {
        Optional<Long> value = target.number("kernel.dmesg_restrict");
        if (value.isEmpty()) {
            return Seen.notChecked("the kernel has no kernel.dmesg_restrict");
        }
        return value.get() == 0
                ? Seen.ok("kernel.dmesg_restrict is 0")
                : Seen.warning("kernel.dmesg_restrict is " + value.get())
                        .mend(Remedy.sysctl("kernel.dmesg_restrict", "0"));
    }

    private static Check fileSystem(
            String name, String option, Level without, String breaks, String source, String claim) {
        return new Check(
                new Topic(
                        "kernel.fs." + name,
                        Area.KERNEL,
                        breaks,
                        source + "; " + CHECK_CONFIG,
                        claim),
                target -> {
                    KernelParts.Known known = find(target, name, option);
                    return switch (known.presence()) {
                        case THERE -> Seen.ok(known.by());
                        case LOADABLE ->
                                new Seen(without, known.by(), null).mend(Remedy.load(name));
                        case ABSENT -> new Seen(without, known.by(), null);
                        case UNKNOWN -> Seen.notChecked(known.by());
                    };
                });
    }

    private static Seen nfs(Target target) {
        KernelParts.Known known = find(target, "nfs", "NFS_FS");
        return switch (known.presence()) {
            case THERE, LOADABLE ->
                    Seen.ok("an nfs mount is refused for the user namespace's sake: " + known.by());
            case ABSENT -> Seen.ok("an nfs mount is refused for the kernel's sake: " + known.by());
            case UNKNOWN -> Seen.notChecked(known.by());
        };
    }

    /** A file system that the kernel lists is there, loaded or built in. */
    private static KernelParts.Known find(Target target, String name, String option) {
        boolean listed =
                target.tree().text("/proc/filesystems").stream()
                        .flatMap(String::lines)
                        .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                        .anyMatch(name::equals);
        return listed
                ? new KernelParts.Known(
                        KernelParts.Presence.THERE, "/proc/filesystems lists " + name)
                : target.parts().find(name, option);
    }

    private static Seen selinux(Target target) {
        Optional<String> enforce = target.tree().text("/sys/fs/selinux/enforce").map(String::strip);
        if (enforce.isEmpty() || !enforce.get().equals("1")) {
            return Seen.ok(enforce.isEmpty() ? "SELinux is off" : "SELinux only warns");
        }
        return target.kernel().isAtLeast(5, 13)
                ? Seen.ok("SELinux enforces, and this kernel mounts overlayfs with it")
                : Seen.warning(
                        "SELinux enforces, and this kernel, older than 5.13, mounts no overlayfs with it");
    }
}
