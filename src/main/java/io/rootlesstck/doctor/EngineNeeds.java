package io.rootlesstck.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What runs nodes without root, and what each asks of a machine. */
public enum EngineNeeds {
    /** Rootless Docker: moby, contrib/dockerd-rootless-setuptool.sh. */
    DOCKER("Docker", List.of(List.of("dockerd-rootless.sh"))),
    /** Rootless Podman: docs/tutorials/rootless_tutorial.md. */
    PODMAN("Podman", List.of(List.of("podman"))),
    /** Rootless containerd with nerdctl: docs/rootless.md. */
    NERDCTL("nerdctl", List.of(List.of("nerdctl"), List.of("containerd-rootless.sh"))),
    /** kind in one of those: site/content/docs/user/rootless.md, and its node's entrypoint. */
    KIND("kind", List.of(List.of("kind"), List.of("dockerd-rootless.sh", "podman", "nerdctl"))),
    /** K3s in rootless mode: pkg/rootless/rootless.go, pkg/daemons/agent/agent_linux.go. */
    K3S("K3s", List.of(List.of("k3s"))),
    /** Usernetes in one of the engines: README.md, Makefile.d/check-preflight.sh. */
    USERNETES(
            "Usernetes",
            List.of(
                    List.of("make"),
                    List.of("jq"),
                    List.of("dockerd-rootless.sh", "podman", "nerdctl"))),
    /** No engine, but what all multi-node clusters here stand on: flannel, main.go. */
    FLANNEL("Flannel (VXLAN)", List.of());

    /** What comes of a finding. */
    enum Weight {
        /** A problem makes the machine unfit, a warning limits. */
        MUST,
        /** Anything but ok makes it unfit: the engine looks itself, and ends. */
        STRICT,
        /** Whatever is found only limits. */
        WANTS
    }

    private static final List<String> EVERYBODY_MUST =
            List.of(
                    "cgroup.v2",
                    "cgroup.controller.cpu",
                    "cgroup.controller.memory",
                    "cgroup.controller.pids",
                    "user.subuid",
                    "user.subgid",
                    "user.newuidmap",
                    "user.newgidmap",
                    "session.systemd",
                    "session.runtime-dir",
                    "session.dbus",
                    "userns.max",
                    "userns.clone",
                    "userns.made",
                    "kernel.version",
                    "network.veth",
                    "network.tun",
                    "program.network-driver");

    private static final List<String> EVERYBODY_WANTS =
            List.of(
                    "cgroup.controller.cpuset",
                    "cgroup.controller.io",
                    "cgroup.engine",
                    "session.linger",
                    "kernel.fs.overlay",
                    "kernel.selinux",
                    "storage.overlay",
                    "storage.fuse-overlayfs",
                    "storage.home",
                    "network.nf_tables",
                    "network.nf_conntrack");

    private final String title;
    private final List<List<String>> programs;

    EngineNeeds(String title, List<List<String>> programs) {
        this.title = title;
        this.programs = programs;
    }

    /** The name that its makers write. */
    public String title() {
        return title;
    }

    /** The word of the command line and of JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The engine that a word names, whatever its case. */
    public static Optional<EngineNeeds> named(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equalsIgnoreCase(word))
                .findFirst();
    }

    /** What of its programs is not there: of each line one is enough. */
    List<String> missing(Programs found) {
        return programs.stream()
                .filter(any -> any.stream().allMatch(name -> found.find(name).isEmpty()))
                .map(any -> String.join(" or ", any))
                .toList();
    }

    /** The checks it asks for, by id, with their weight. */
    Map<String, Weight> needs() {
        Map<String, Weight> needs = new LinkedHashMap<>();
        if (this != FLANNEL) {
            EVERYBODY_MUST.forEach(id -> needs.put(id, Weight.MUST));
            EVERYBODY_WANTS.forEach(id -> needs.put(id, Weight.WANTS));
        }
        own().forEach((weight, ids) -> ids.forEach(id -> needs.put(id, weight)));
        return needs;
    }

    private Map<Weight, List<String>> own() {
        return switch (this) {
            case DOCKER ->
                    Map.of(
                            Weight.MUST, List.of("userns.apparmor.rootlesskit"),
                            Weight.WANTS,
                                    List.of(
                                            "program.rootlesskit",
                                            "program.oci-runtime",
                                            "program.iptables",
                                            "network.ip_tables"));
            case PODMAN ->
                    Map.of(
                            Weight.MUST, List.of("userns.apparmor.podman"),
                            Weight.WANTS, List.of("program.oci-runtime"));
            case NERDCTL ->
                    Map.of(
                            Weight.MUST, List.of("userns.apparmor.rootlesskit"),
                            Weight.WANTS,
                                    List.of(
                                            "program.rootlesskit",
                                            "program.oci-runtime",
                                            "program.iptables"));
            case KIND ->
                    Map.of(
                            Weight.WANTS,
                            List.of(
                                    "network.ip_tables",
                                    "network.iptable_nat",
                                    "storage.dev-fuse",
                                    "limits.inotify-watches",
                                    "limits.inotify-instances",
                                    "limits.open-files"));
            case K3S ->
                    Map.of(
                            Weight.STRICT,
                            List.of("network.ip-forward", "program.slirp4netns"),
                            Weight.MUST,
                            List.of("userns.apparmor.k3s", "network.br_netfilter", "network.vxlan"),
                            Weight.WANTS,
                            List.of(
                                    "storage.dev-fuse",
                                    "network.ip_tables",
                                    "network.iptable_nat"));
            case USERNETES ->
                    Map.of(
                            Weight.STRICT,
                            List.of("network.rp-filter"),
                            Weight.MUST,
                            List.of("network.br_netfilter", "network.vxlan"),
                            Weight.WANTS,
                            List.of(
                                    "network.ip_tables",
                                    "network.iptable_nat",
                                    "program.slirp4netns"));
            case FLANNEL ->
                    Map.of(
                            Weight.STRICT,
                            List.of("network.rp-filter"),
                            Weight.MUST,
                            List.of(
                                    "network.br_netfilter",
                                    "network.vxlan",
                                    "network.veth",
                                    "kernel.version"),
                            Weight.WANTS,
                            List.of("program.slirp4netns"));
        };
    }

    /** Judges a machine by what was found on it. */
    EngineVerdict judge(List<Finding> findings, Programs found) {
        List<String> unfit = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        Map<String, Weight> needs = needs();
        for (Finding finding : findings) {
            Weight weight = needs.get(finding.id());
            if (weight == null || finding.level() == Level.OK) {
                continue;
            }
            if (finding.level() == Level.NOT_CHECKED) {
                if (weight != Weight.WANTS) {
                    undecided.add(finding.id());
                }
            } else if (weight == Weight.STRICT
                    || (weight == Weight.MUST && finding.level() == Level.PROBLEM)) {
                unfit.add(finding.id());
            } else {
                limits.add(finding.id());
            }
        }
        return new EngineVerdict(this, unfit, undecided, limits, missing(found));
    }
}
