package io.rootlesstck.junit.live;

import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.component.ComponentId;
import io.rootlesstck.component.ComponentSet;
import io.rootlesstck.component.Components;
import io.rootlesstck.evidence.Sysctl;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.engine.RunLabels;
import io.rootlesstck.image.KindNodeImage;
import io.rootlesstck.image.NodeImage;
import io.rootlesstck.junit.NotRun;
import io.rootlesstck.node.EngineStrategy;
import io.rootlesstck.node.FoundNode;
import io.rootlesstck.node.Preset;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenarios;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Clusters that the kit did not make: one that is there, and those that kind or kubeadm makes for
 * it.
 */
final class FoundCells {
    /** What kind binds into its nodes; a host without kernel modules has none. */
    private static final String MODULES = "/lib/modules";

    /** Where an engine would listen that is never called. */
    private static final URI NOWHERE = URI.create("unix:///dev/null");

    private FoundCells() {}

    /**
     * A cluster with the one node of it that is looked at.
     *
     * @param end what ends it; does nothing where it is not the kit's to end
     */
    record Found(Cluster cluster, RootlessNode node, Runnable end) {}

    /**
     * Has a cluster made on a host, and on a second one where the cell takes two.
     *
     * @param below the node image of the cell
     * @throws NotRun if it takes two, and no second can be made beside the host
     */
    static Found made(
            Cell cell,
            Settings settings,
            Cache cache,
            Host host,
            RunDir run,
            NodeImage below,
            Scenarios scenarios) {
        requireHosts(cell, host);
        DockerClient docker = EngineStrategy.client(host.engine().endpoint());
        RunLabels.sweep(docker, cache);
        KindCluster.sweep(docker, cache);
        KindNodeImage image = KindImages.of(cell, settings, cache, below);
        Components components = new Components(settings, cache);
        return cell.takesTwoHosts()
                ? usernetes(
                        host,
                        new UsernetesCluster.Recipe(
                                image,
                                cell.kubernetes().toString(),
                                components.given(),
                                RunLabels.of(run, cache)),
                        scenarios)
                : kind(cell, components, cache, host, run, image, scenarios);
    }

    /**
     * Goes on if a cell has as many hosts as it takes.
     *
     * @throws NotRun if it takes two, and no second can be made beside the host
     */
    static void requireHosts(Cell cell, Host host) {
        if (cell.takesTwoHosts() && host.addressForOthers().isEmpty()) {
            throw new NotRun(
                    "the cell is one of two hosts: the kit makes a second one only beside its own"
                            + " embedded VM (try -Dtck.host=vm)");
        }
    }

    private static Found usernetes(Host host, UsernetesCluster.Recipe recipe, Scenarios scenarios) {
        UsernetesCluster made = UsernetesCluster.create(host, recipe);
        boolean done = false;
        try {
            RootlessNode node = made.first();
            Cluster cluster =
                    Cluster.found(
                            made.kubeconfig(), recipe.version(), node, scenarios, made.second());
            made.settle(cluster);
            done = true;
            return new Found(cluster, node, made::close);
        } finally {
            if (!done) {
                made.close();
            }
        }
    }

    private static Found kind(
            Cell cell,
            Components components,
            Cache cache,
            Host host,
            RunDir run,
            KindNodeImage image,
            Scenarios scenarios) {
        DockerClient docker = EngineStrategy.client(host.engine().endpoint());
        ComponentSet tools = components.forKind(cell.kubernetes().toString());
        String reference = image.ensure(docker);
        host.root().ifPresent(root -> prepare(root));
        List<Integer> ports = host.ports().numbers();
        KindCluster kind =
                KindCluster.create(
                        tools.get(ComponentId.KIND).file(),
                        host.engine(),
                        reference,
                        ports.get(ports.size() - 1),
                        run,
                        cache);
        boolean done = false;
        try {
            RootlessNode node =
                    FoundNode.in(docker, kind.node(), kind.node(), Preset.of("kind").daemons());
            Cluster cluster =
                    Cluster.found(kind.kubeconfig(), cell.kubernetes().toString(), node, scenarios);
            done = true;
            return new Found(cluster, node, kind::close);
        } finally {
            if (!done) {
                kind.close();
            }
        }
    }

    /** The folder that kind binds, which a user without root could not make. */
    private static void prepare(HostRoot root) {
        root.run("mkdir", "-p", MODULES).orThrow("make " + MODULES + " on the host");
    }

    /** The six sysctls as root of the host reads them, before there is a node. */
    static Map<String, String> sysctls(HostRoot root) {
        Map<String, String> values = new TreeMap<>();
        for (Sysctl sysctl : Sysctl.values()) {
            values.put(sysctl.key(), root.sysctl(sysctl.key()));
        }
        return values;
    }

    /**
     * Takes the cluster that the settings name.
     *
     * @param host whose engine has the node's container, if it was told
     * @throws io.rootlesstck.base.UsageException if it is of another minor version than the cell
     */
    static Found attached(Cell cell, Attachment attachment, Host host, Scenarios scenarios) {
        Optional<String> container = attachment.container();
        String name = attachment.node().or(() -> container).orElse("");
        RootlessNode node =
                container.isPresent()
                        ? FoundNode.in(
                                EngineStrategy.client(host.engine().endpoint()),
                                name,
                                container.get(),
                                attachment.preset().daemons())
                        : FoundNode.ofApi(
                                EngineStrategy.client(NOWHERE),
                                name,
                                attachment.preset().daemons());
        Cluster cluster =
                Cluster.found(
                        attachment.kubeconfig(), cell.kubernetes().toString(), node, scenarios);
        boolean done = false;
        try {
            requireVersion(cell, cluster);
            requireNode(cluster, name);
            done = true;
            return new Found(cluster, node, () -> {});
        } finally {
            if (!done) {
                cluster.close();
            }
        }
    }

    private static void requireVersion(Cell cell, Cluster cluster) {
        String said = cluster.client().getKubernetesVersion().getGitVersion();
        KubernetesVersion version = KubernetesVersion.parse(said.replaceFirst("[+].*", ""));
        if (!minor(version.toString()).equals(minor(cell.kubernetes().toString()))) {
            throw TckException.of("judge the cluster by the claims of " + cell.kubernetes())
                    .found("Its API server says " + said + ".")
                    .next("Choose a version of its kind with -D" + Setting.KUBERNETES.key() + ".")
                    .usage();
        }
        if (!version.equals(cell.kubernetes())) {
            Progress.line(
                    "cluster: it is %s, judged by the claims of %s"
                            .formatted(said, cell.kubernetes()));
        }
    }

    private static String minor(String version) {
        return version.replaceFirst("^(v\\d+\\.\\d+).*", "$1");
    }

    private static void requireNode(Cluster cluster, String name) {
        List<String> nodes =
                cluster.client().nodes().list().getItems().stream()
                        .map(found -> found.getMetadata().getName())
                        .toList();
        if (!nodes.contains(name)) {
            throw TckException.of("look at the node \"%s\"".formatted(name))
                    .found("The cluster has the nodes " + String.join(", ", nodes) + ".")
                    .next("Name one of them with -D%s.".formatted(Setting.ATTACH_NODE.key()))
                    .usage();
        }
    }
}
