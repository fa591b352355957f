package io.rootlesstck.doctor;

import io.rootlesstck.evidence.MountInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a rootless engine keeps images and containers, and by what. */
final class StorageChecks {
    private static final String CLAIM = "runtime.containerd.overlayfs";
    private static final String CRI = "kubelet-in-userns, \"Configuring CRI\"";

    // Podman, troubleshooting.md, "Rootless 'podman build' fails EPERM on NFS"
    private static final Set<String> REFUSE_OTHERS = Set.of("nfs", "nfs4", "cifs", "9p", "lustre");
    // kind, images/base/files/usr/local/bin/entrypoint: other snapshotters on zfs
    private static final Set<String> NO_OVERLAY = Set.of("zfs", "ecryptfs", "overlay");

    private StorageChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        new Topic(
                                "storage.overlay",
                                Area.STORAGE,
                                "The snapshotter overlayfs cannot be used; fuse-overlayfs, slower, or whole copies have to do.",
                                CRI,
                                CLAIM),
                        StorageChecks::overlay),
                new Check(
                        new Topic(
                                "storage.fuse-overlayfs",
                                Area.STORAGE,
                                "Where overlayfs cannot be mounted, each container is a whole copy of its image.",
                                CRI,
                                "runtime.containerd.fuse-overlayfs"),
                        StorageChecks::fuseOverlay),
                new Check(
                        new Topic(
                                "storage.dev-fuse",
                                Area.STORAGE,
                                "fuse-overlayfs cannot be started; kind passes the device to its nodes.",
                                "kind, pkg/cluster/internal/providers/docker/provision.go",
                                "runtime.containerd.fuse-overlayfs"),
                        StorageChecks::device),
                new Check(
                        new Topic(
                                "storage.home",
                                Area.STORAGE,
                                "Files of a container's other users, or programs, cannot be kept where engines keep them, at home.",
                                "Podman, troubleshooting.md; kind, entrypoint"),
                        StorageChecks::home));
    }

    private static Seen overlay(Target target) {
        JudgedUser user = target.user();
        if (target.tree().has("/sys/module/overlay/parameters/permit_mounts_in_userns")) {
            return Seen.warning(
                    "the kernel has Debian's own overlayfs for user namespaces, which is known to be broken (moby issue 42302)");
        }
        Optional<Answer> tried = target.tree().probe(Probe.OVERLAY, user.uid(), user.gid());
        if (tried.isEmpty()) {
            return Seen.notChecked("cannot be tried here for " + user.name());
        }
        if (tried.get().ok()) {
            return Seen.ok("tried: %s mounted one in a user namespace".formatted(user.name()));
        }
        String said =
                "tried: %s cannot mount one: %s".formatted(user.name(), tried.get().complaint());
        return UserNamespaceChecks.isRestricted(target)
                ? Seen.notChecked(
                        said
                                + "; AppArmor keeps it from unshare(1), which says nothing of an engine with a profile")
                : Seen.warning(said);
    }

    private static Seen fuseOverlay(Target target) {
        Optional<String> found = target.programs().find("fuse-overlayfs");
        if (found.isPresent()) {
            return Seen.ok(found.get());
        }
        return target.kernel().isAtLeast(5, 11)
                ? Seen.ok("not installed; this kernel has overlayfs for user namespaces")
                : Seen.warning("not installed, and this kernel is older than 5.11")
                        .mend(Remedy.install("fuse-overlayfs", "fuse-overlayfs"));
    }

    private static Seen device(Target target) {
        return Devices.look(target, "/dev/fuse", "fuse", Level.WARNING);
    }

    private static Seen home(Target target) {
        JudgedUser user = target.user();
        Optional<MountInfo> found = target.mounts().of(user.home());
        if (found.isEmpty()) {
            return Seen.notChecked("nothing is known to be mounted at " + user.home());
        }
        MountInfo mount = found.get();
        String where = "%s lies on %s (%s)".formatted(user.home(), mount.point(), mount.type());
        if (REFUSE_OTHERS.contains(mount.type())) {
            return Seen.warning(
                    where
                            + ", which keeps no files of subordinate users; give the engine a local folder");
        }
        if (NO_OVERLAY.contains(mount.type())) {
            return Seen.warning(where + ", upon which overlayfs does not work");
        }
        return mount.options().contains("noexec")
                ? Seen.warning(where + ", which is mounted noexec")
                : Seen.ok(where);
    }
}
