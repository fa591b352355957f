package io.rootlesstck.doctor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Programs that an engine starts for a node. */
final class ProgramChecks {
    private static final String NETWORK =
            "kubelet-in-userns, \"Configuring network\"; RootlessKit, docs/network.md";

    /** In the order of RootlessKit's advice. */
    private static final List<String> DRIVERS =
            List.of("slirp4netns", "pasta", "vpnkit", "lxc-user-nic");

    private ProgramChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        new Topic(
                                "program.network-driver",
                                Area.PROGRAMS,
                                "The node has no network beyond its loopback.",
                                NETWORK,
                                "host.prerequisite.network-interface"),
                        ProgramChecks::driver),
                one(
                        "slirp4netns",
                        Level.WARNING,
                        "K3s does not start without, and Flannel is known to work with no other: with pasta it times out.",
                        "K3s, pkg/rootless/rootless.go; Usernetes, README.md, \"slirp4netns, not Pasta\"",
                        List.of("slirp4netns"),
                        Remedy.install("slirp4netns", "slirp4netns")),
                one(
                        "rootlesskit",
                        Level.WARNING,
                        "Rootless Docker and nerdctl are started by it.",
                        "moby, contrib/dockerd-rootless.sh",
                        List.of("rootlesskit", "docker-rootlesskit"),
                        new Remedy(
                                "sudo apt-get install -y rootlesskit",
                                "sudo dnf install -y docker-ce-rootless-extras")),
                one(
                        "oci-runtime",
                        Level.WARNING,
                        "Engines start no container. kind, K3s and Usernetes bring their own for pods.",
                        "kubelet-in-userns, \"Configuring CRI\"; opencontainers/runc, docs/cgroup-v2.md",
                        List.of("crun", "runc"),
                        Remedy.install("crun", "crun")),
                one(
                        "iptables",
                        Level.WARNING,
                        "dockerd-rootless-setuptool.sh refuses to install, and Docker publishes no ports.",
                        "moby, contrib/dockerd-rootless-setuptool.sh",
                        List.of("iptables"),
                        Remedy.install("iptables", "iptables-nft")),
                one(
                        "bypass4netns",
                        Level.OK,
                        "Nothing; with it, the network of nerdctl's containers is as fast as the host's.",
                        "rootless-containers/bypass4netns, README.md",
                        List.of("bypass4netns"),
                        null));
    }

    private static Check one(
            String id,
            Level without,
            String breaks,
            String source,
            List<String> names,
            @Nullable Remedy remedy) {
        return new Check(
                new Topic("program." + id, Area.PROGRAMS, breaks, source),
                target ->
                        first(target, names)
                                .map(Seen::ok)
                                .orElseGet(
                                        () ->
                                                new Seen(
                                                        without,
                                                        (without == Level.OK
                                                                        ? "not installed, nor needed: "
                                                                        : "not installed: ")
                                                                + String.join(" or ", names),
                                                        remedy)));
    }

    private static Optional<String> first(Target target, List<String> names) {
        return names.stream().map(target.programs()::find).flatMap(Optional::stream).findFirst();
    }

    private static Seen driver(Target target) {
        List<String> found =
                DRIVERS.stream().map(target.programs()::find).flatMap(Optional::stream).toList();
        return found.isEmpty()
                ? Seen.problem("none is installed of " + String.join(", ", DRIVERS))
                        .mend(Remedy.install("slirp4netns", "slirp4netns"))
                : Seen.ok(String.join(", ", found));
    }
}
