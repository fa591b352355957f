package io.rootlesstck.doctor;

import io.rootlesstck.evidence.MountInfo;
import io.rootlesstck.host.Controllers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cgroup v2, and which of its controllers the user's session gets. */
final class CgroupChecks {
    private static final String ROOT = "/sys/fs/cgroup";
    private static final String SOURCE = "rootlesscontaine.rs, \"cgroup v2\"";

    /** What a pod loses without one; those of the first three kind refuses to do without. */
    private static final Map<String, String> BREAKS =
            Map.of(
                    "cpu",
                            "A pod's cpu limit is not applied; kind's node exits, K3s refuses to start.",
                    "memory", "A pod's memory limit is not applied; kind's node exits.",
                    "pids",
                            "A pod's limit of processes is not applied; kind's node exits, K3s refuses to start.",
                    "cpuset", "No CPUs can be set aside for a pod (the static CPU manager).",
                    "io", "A pod's use of disks is neither limited nor measured.");

    // kind, images/base/files/usr/local/bin/entrypoint: validate_userns
    private static final Set<String> NEEDED = Set.of("cpu", "memory", "pids");

    private static final Remedy ENABLE =
            new Remedy(
                    "echo 'GRUB_CMDLINE_LINUX=\"$GRUB_CMDLINE_LINUX systemd.unified_cgroup_hierarchy=1\"'"
                            + " | sudo tee /etc/default/grub.d/cgroup2.cfg && sudo update-grub && sudo reboot",
                    "sudo grubby --update-kernel=ALL --args=systemd.unified_cgroup_hierarchy=1 && sudo reboot");

    private static final Remedy DELEGATE =
            Remedy.of(
                    "sudo mkdir -p /etc/systemd/system/user@.service.d"
                            + " && printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n'"
                            + " | sudo tee /etc/systemd/system/user@.service.d/delegate.conf"
                            + " && sudo systemctl daemon-reload && sudo reboot");

    /** Units of the session that start a node's engine, or the node. */
    private static final List<String> UNITS =
            List.of(
                    "docker.service",
                    "containerd.service",
                    "podman.service",
                    "k3s-rootless.service");

    private CgroupChecks() {}

    static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(
                new Check(
                        new Topic(
                                "cgroup.v2",
                                Area.CGROUPS,
                                "The kubelet: since Kubernetes 1.35 it ends on a host of cgroup v1. Rootless engines"
                                        + " cannot limit anything by cgroup v1; kind and Usernetes refuse it.",
                                "kubelet-in-userns, \"Before you begin\"; " + SOURCE,
                                "host.prerequisite.cgroup-v2"),
                        CgroupChecks::v2));
        for (String controller : Controllers.REQUIRED) {
            checks.add(
                    new Check(
                            new Topic(
                                    "cgroup.controller." + controller,
                                    Area.CGROUPS,
                                    BREAKS.getOrDefault(controller, ""),
                                    SOURCE + ", \"Enabling CPU, CPUSET, and I/O delegation\"",
                                    "host.prerequisite.controller." + controller),
                            target -> delegated(target, controller)));
        }
        checks.add(
                new Check(
                        new Topic(
                                "cgroup.engine",
                                Area.CGROUPS,
                                "The session has the controllers, but its engine does not hand them to nodes.",
                                "kind, \"Rootless\": Delegate=yes",
                                "host.prerequisite.cgroup-writable"),
                        CgroupChecks::engine));
        return checks;
    }

    private static Seen v2(Target target) {
        Optional<MountInfo> root = target.mounts().at(ROOT);
        if (root.filter(mount -> mount.type().equals("cgroup2")).isPresent()) {
            return Seen.ok("cgroup v2 is mounted at " + ROOT);
        }
        List<String> controllers = new ArrayList<>();
        target.mounts().ofType("cgroup").forEach(mount -> controllers.add(name(mount.point())));
        Optional<MountInfo> second = target.mounts().ofType("cgroup2").stream().findFirst();
        if (!controllers.isEmpty()) {
            return Seen.problem(
                            "cgroup v1 holds the controllers (%s)%s"
                                    .formatted(
                                            String.join(", ", controllers),
                                            second.map(
                                                            mount ->
                                                                    "; cgroup v2 is mounted beside it, at %s, and has none of them"
                                                                            .formatted(
                                                                                    mount.point()))
                                                    .orElse("")))
                    .mend(ENABLE);
        }
        return second.map(
                        mount ->
                                Seen.problem(
                                        "cgroup v2 is mounted at %s, not at %s"
                                                .formatted(mount.point(), ROOT)))
                .orElseGet(() -> Seen.problem("no cgroups are mounted").mend(ENABLE));
    }

    private static String name(String point) {
        return point.substring(point.lastIndexOf('/') + 1);
    }

    private static boolean isV2(Target target) {
        return target.mounts().at(ROOT).filter(mount -> mount.type().equals("cgroup2")).isPresent();
    }

    private static Seen delegated(Target target, String controller) {
        if (!isV2(target)) {
            return Seen.notChecked("only cgroup v2 can be delegated, and it is not enabled");
        }
        List<String> ofKernel = words(target.need(ROOT + "/cgroup.controllers"));
        if (!ofKernel.contains(controller)) {
            return missing(
                    controller,
                    "the kernel has no such controller for cgroup v2, only: "
                            + String.join(" ", ofKernel));
        }
        JudgedUser user = target.user();
        String file = user.sessionCgroup() + "/cgroup.controllers";
        Optional<String> text = target.tree().text(file);
        if (text.isEmpty()) {
            return Seen.notChecked(
                    "%s has no session of systemd now (no %s)".formatted(user.name(), file));
        }
        List<String> delegated = words(text.get());
        return delegated.contains(controller)
                ? Seen.ok("delegated to the session of " + user.name())
                : missing(
                                controller,
                                "not delegated to the session of %s, which has: %s"
                                        .formatted(
                                                user.name(),
                                                delegated.isEmpty()
                                                        ? "none"
                                                        : String.join(" ", delegated)))
                        .mend(DELEGATE);
    }

    private static Seen missing(String controller, String what) {
        return NEEDED.contains(controller) ? Seen.problem(what) : Seen.warning(what);
    }

    /** The words of a file such as {@code cgroup.controllers}. */
    static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    private static Seen engine(Target target) {
        if (!isV2(target)) {
            return Seen.notChecked("only cgroup v2 can be delegated, and it is not enabled");
        }
        JudgedUser user = target.user();
        List<String> good = new ArrayList<>();
        for (String unit : UNITS) {
            for (String slice : List.of("/app.slice/", "/")) {
                Optional<String> text =
                        target.tree()
                                .text(user.sessionCgroup() + slice + unit + "/cgroup.controllers");
                if (text.isEmpty()) {
                    continue;
                }
                List<String> has = words(text.get());
                List<String> lacks =
                        Controllers.REQUIRED.stream().filter(each -> !has.contains(each)).toList();
                if (!lacks.isEmpty()) {
                    return Seen.warning(
                                    "%s of the session lacks %s"
                                            .formatted(unit, String.join(", ", lacks)))
                            .mend(delegateTo(unit));
                }
                good.add(unit);
            }
        }
        return good.isEmpty()
                ? Seen.notChecked("no engine runs as a service of the session of " + user.name())
                : Seen.ok("all are handed to " + String.join(", ", good));
    }

    private static Remedy delegateTo(String unit) {
        String folder = "~/.config/systemd/user/%s.d".formatted(unit);
        return Remedy.of(
                ("mkdir -p %s && printf '[Service]\\nDelegate=yes\\n' >%s/delegate.conf"
                                + " && systemctl --user daemon-reload && systemctl --user restart %s")
                        .formatted(folder, folder, unit));
    }
}
