package io.rootlesstck.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apiguardian.api.API;

/**
 * What a scenario asks of a node that was configured by somebody else.
 *
 * <p>A scenario that is laid over no other one is the page's own configuration, for which that of
 * the other stands in: what differs there is told with the result. One that is laid over another
 * says in what it has to be different, so whatever it says would have to be done.
 */
@API(status = API.Status.INTERNAL)
public final class NodeChanges {
    private NodeChanges() {}

    /**
     * What would have to be done to a node for a scenario; nothing where it is one of the page's
     * own configurations, or differs from it by nothing of the node.
     *
     * @param scenarios among which it and what it is laid over are
     * @param systemd whether a systemd is the node's first process already
     */
    public static List<String> of(Scenario scenario, Scenarios scenarios, boolean systemd) {
        Scenario root = scenario;
        while (root.base() != null) {
            root = scenarios.get(root.base());
        }
        List<String> changes = new ArrayList<>();
        for (String file : new TreeSet<>(scenario.files().keySet())) {
            if (!scenario.file(file).equals(root.files().get(file))) {
                changes.add("give the node another " + file + " than that of " + root.name());
            }
        }
        NodeSettings node = scenario.node();
        if (node.kmsg() != Kmsg.AS_IS) {
            changes.add("make its /dev/kmsg " + node.kmsg().key());
        }
        if (node.controllers() != null) {
            changes.add("give it the cgroup controllers %s alone".formatted(node.controllers()));
        }
        if (!node.without().isEmpty()) {
            changes.add("take %s away from it".formatted(String.join(", ", node.without())));
        }
        if (node.openFiles() != null) {
            changes.add("limit the open files of kube-proxy to " + node.openFiles());
        }
        for (Map.Entry<String, String> key : node.proc().entrySet()) {
            changes.add("lay a file over its /proc/sys key " + key.getKey());
        }
        if (!node.daemons().isEmpty()) {
            changes.add("start %s on it".formatted(String.join(", ", node.daemons())));
        }
        if (node.systemd() && !systemd) {
            changes.add("make a systemd its first process");
        }
        return List.copyOf(changes);
    }
}
