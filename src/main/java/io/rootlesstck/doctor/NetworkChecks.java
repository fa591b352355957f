package io.rootlesstck.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Netfilter, VXLAN, the network driver's device, and settings of the network. */
final class NetworkChecks {
    private static final String USERNETES = "Usernetes, README.md, \"Requirements\"";
    private static final String KIND = "kind, \"Rootless\", \"Networking\"";

    private NetworkChecks() {}

    static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(
                module(
                        "nf_tables",
                        "NF_TABLES",
                        Level.WARNING,
                        "kube-proxy's mode nftables, and an iptables that works by nf_tables, as distributions have it.",
                        "kubernetes/kubernetes, pkg/proxy/nftables",
                        List.of("kube-proxy.nftables-mode")));
        checks.add(
                module(
                        "ip_tables",
                        "IP_NF_IPTABLES",
                        Level.WARNING,
                        "dockerd-rootless-setuptool.sh refuses to install; an iptables of the legacy sort, in an engine or a"
                                + " CNI plugin, fails with \"can't initialize iptables table\".",
                        KIND + "; moby, contrib/dockerd-rootless-setuptool.sh",
                        List.of("kube-proxy.iptables-mode"),
                        "/proc/net/ip_tables_names"));
        checks.add(
                module(
                        "iptable_nat",
                        "IP_NF_NAT",
                        Level.WARNING,
                        "Services and published ports of the legacy iptables: \"table nat does not exist\".",
                        KIND,
                        List.of("kube-proxy.iptables-mode")));
        checks.add(
                module(
                        "nf_conntrack",
                        "NF_CONNTRACK",
                        Level.WARNING,
                        "Services: kube-proxy's rules follow connections.",
                        "kubelet-in-userns, \"Configuring kube-proxy\"",
                        List.of("kube-proxy.cluster-ip"),
                        "/proc/sys/net/netfilter/nf_conntrack_max"));
        checks.add(
                module(
                        "br_netfilter",
                        "BRIDGE_NETFILTER",
                        Level.PROBLEM,
                        "flanneld ends: \"Failed to check br_netfilter\".",
                        USERNETES + "; flannel, main.go",
                        List.of("network.flannel.br-netfilter"),
                        "/proc/sys/net/bridge/bridge-nf-call-iptables"));
        checks.add(
                module(
                        "vxlan",
                        "VXLAN",
                        Level.PROBLEM,
                        "flanneld cannot make its device: \"failed to create vxlan device\".",
                        USERNETES,
                        List.of("network.flannel.vxlan")));
        checks.add(
                module(
                        "veth",
                        "VETH",
                        Level.PROBLEM,
                        "No CNI plugin can connect a pod.",
                        "Usernetes, init-host/init-host.root.sh",
                        List.of("network.cni.bridge")));
        checks.add(
                new Check(
                        new Topic(
                                "network.tun",
                                Area.NETWORK,
                                "slirp4netns and pasta cannot make the node's interface: \"open(/dev/net/tun): Permission denied\".",
                                "RootlessKit, docs/network.md; Podman issue 19908",
                                "host.prerequisite.network-interface"),
                        target -> Devices.look(target, "/dev/net/tun", "tun", Level.PROBLEM)));
        checks.add(
                new Check(
                        new Topic(
                                "network.rp-filter",
                                Area.NETWORK,
                                "Flannel's traffic is dropped: a new network namespace, the engine's, takes this value over.",
                                USERNETES + "; Makefile.d/check-preflight.sh",
                                "network.flannel.rp-filter"),
                        NetworkChecks::reversePath));
        checks.add(
                new Check(
                        new Topic(
                                "network.ip-forward",
                                Area.NETWORK,
                                "K3s refuses to start: it expects 1 on the host as well (k3s issue 2420).",
                                "K3s, pkg/rootless/rootless.go, validateSysctl"),
                        NetworkChecks::forward));
        checks.add(
                new Check(
                        new Topic(
                                "network.low-ports",
                                Area.NETWORK,
                                "Ports below cannot be published, as 80 and 443 for an ingress.",
                                "rootlesscontaine.rs, \"sysctl\"; kind, \"Rootless\", \"Allow Binding to Privileged Ports\""),
                        NetworkChecks::lowPorts));
        checks.add(
                new Check(
                        new Topic(
                                "network.conntrack",
                                Area.NETWORK,
                                "kube-proxy without the page's conntrack block ends, for it may not set what all of the machine shares.",
                                "kubelet-in-userns, \"Configuring kube-proxy\"; kernel commit 2671fa4dc010",
                                "kube-proxy.conntrack.max-per-core"),
                        NetworkChecks::conntrack));
        return checks;
    }

    private static Check module(
            String name,
            String option,
            Level without,
            String breaks,
            String source,
            List<String> claims,
            String... shownBy) {
        return new Check(
                new Topic("network." + name, Area.NETWORK, breaks, claims, source),
                target -> {
                    KernelParts.Known known = target.parts().find(name, option, shownBy);
                    return switch (known.presence()) {
                        case THERE -> Seen.ok(known.by());
                        // Some are loaded when asked for, and some are not: a user cannot load any.
                        case LOADABLE -> Seen.warning(known.by()).mend(Remedy.load(name));
                        case ABSENT -> new Seen(without, known.by(), null);
                        case UNKNOWN -> Seen.notChecked(known.by());
                    };
                });
    }

    private static Seen reversePath(Target target) {
        String key = "net.ipv4.conf.default.rp_filter";
        Optional<Long> value = target.number(key);
        if (value.isEmpty()) {
            return Seen.notChecked("the kernel has no " + key);
        }
        return value.get() == 1
                ? Seen.warning(key + " is 1, strict").mend(Remedy.sysctl(key, "2"))
                : Seen.ok("%s is %d".formatted(key, value.get()));
    }

    private static Seen forward(Target target) {
        String key = "net.ipv4.ip_forward";
        Optional<Long> value = target.number(key);
        if (value.isEmpty()) {
            return Seen.notChecked("the kernel has no " + key);
        }
        return value.get() == 1
                ? Seen.ok(key + " is 1")
                : Seen.warning("%s is %d".formatted(key, value.get()))
                        .mend(Remedy.sysctl(key, "1"));
    }

    private static Seen lowPorts(Target target) {
        String key = "net.ipv4.ip_unprivileged_port_start";
        Optional<Long> first = target.number(key);
        if (first.isEmpty()) {
            return Seen.notChecked("the kernel has no " + key);
        }
        return first.get() <= 80
                ? Seen.ok("%s is %d".formatted(key, first.get()))
                : Seen.warning("%s is %d".formatted(key, first.get()))
                        .mend(Remedy.sysctl(key, "80"));
    }

    private static Seen conntrack(Target target) {
        String key = "net.netfilter.nf_conntrack_max";
        return target.number(key)
                .map(
                        max ->
                                Seen.ok(
                                        "%s is %d, and stays so with the page's configuration"
                                                .formatted(key, max)))
                .orElseGet(() -> Seen.notChecked("nf_conntrack is not loaded yet"));
    }
}
