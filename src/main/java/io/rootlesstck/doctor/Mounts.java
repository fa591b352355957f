package io.rootlesstck.doctor;

import io.rootlesstck.evidence.MountInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is mounted where. */
final class Mounts {
    private static final String FILE = "/proc/self/mountinfo";

    private final List<MountInfo> all;

    private Mounts(List<MountInfo> all) {
        this.all = all;
    }

    static Mounts of(MachineTree tree) {
        return parse(
                tree.text(FILE)
                        .orElseThrow(() -> new UnreadableException(FILE + " is not there", null)));
    }

    static Mounts parse(String text) {
        List<MountInfo> all = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.isBlank()) {
                all.add(MountInfo.parse(line));
            }
        }
        return new Mounts(all);
    }

    Optional<MountInfo> at(String point) {
        return all.stream()
                .filter(mount -> mount.point().equals(point))
                .reduce((below, above) -> above);
    }

    /** The mount that a path lies on: the deepest, and of those at one point the last. */
    Optional<MountInfo> of(String path) {
        MountInfo found = null;
        for (MountInfo mount : all) {
            String point = mount.point();
            boolean holds = point.equals("/") || path.equals(point) || path.startsWith(point + "/");
            if (holds && (found == null || point.length() >= found.point().length())) {
                found = mount;
            }
        }
        return Optional.ofNullable(found);
    }

    List<MountInfo> ofType(String type) {
        return all.stream().filter(mount -> mount.type().equals(type)).toList();
    }
}
