package io.rootlesstck.host.engine;

import io.rootlesstck.host.Controllers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a container sees of its user namespace and of its cgroup: whether an engine is rootless and
 * has what a kubelet needs cannot be faked there.
 *
 * @param uidMap lines of {@code /proc/self/uid_map}, single spaces
 * @param controllers words of {@code /sys/fs/cgroup/cgroup.controllers}
 */
record RootlessProof(List<String> uidMap, List<String> controllers) {
    private static final Pattern MAPPING = Pattern.compile("\\d+ \\d+ \\d+");

    /** The map of the initial user namespace: everybody is who they are. */
    private static final String IDENTITY = "0 0 4294967295";

    /** Copies the lists, so that the record cannot change. */
    RootlessProof {
        uidMap = List.copyOf(uidMap);
        controllers = List.copyOf(controllers);
    }

    /** Reads what {@code cat} of both files printed: lines of three numbers, then words. */
    static RootlessProof of(String printed) {
        List<String> uidMap = new ArrayList<>();
        List<String> controllers = new ArrayList<>();
        printed.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .forEach(
                        line -> {
                            if (MAPPING.matcher(line).matches()) {
                                uidMap.add(line);
                            } else {
                                controllers.addAll(List.of(line.split(" ")));
                            }
                        });
        return new RootlessProof(uidMap, controllers);
    }

    /** Why the engine cannot host rootless nodes; none if it can. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (uidMap.isEmpty()) {
            faults.add("a container of it could not read its own uid_map");
        } else if (uidMap.contains(IDENTITY) || mapsRootToRoot()) {
            faults.add(
                    "a container's root is this machine's root (uid_map \"%s\"): not rootless"
                            .formatted(String.join(", ", uidMap)));
        }
        List<String> missing =
                Controllers.REQUIRED.stream()
                        .filter(needed -> !controllers.contains(needed))
                        .toList();
        if (!missing.isEmpty()) {
            faults.add(
                    "cgroup controllers not delegated to it: %s (it has: %s); see systemd's Delegate="
                            .formatted(
                                    String.join(", ", missing),
                                    controllers.isEmpty()
                                            ? "none"
                                            : String.join(", ", controllers)));
        }
        return faults;
    }

    private boolean mapsRootToRoot() {
        return uidMap.stream().anyMatch(line -> line.startsWith("0 0 "));
    }
}
