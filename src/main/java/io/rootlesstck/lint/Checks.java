package io.rootlesstck.lint;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootlesstck.base.Settings;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.document.Document;
import io.rootlesstck.lint.ComposeService.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What rules look for that cannot be said as data; a rule names one by its key here. */
final class Checks {
    private static final String GATE = "KubeletInUserNamespace";
    private static final int FARTHEST_MISSPELLING = 3;
    private static final int KUBELET_PORT = 10250;
    private static final int VXLAN_PORT = 8472;
    private static final int FIRST_UNPRIVILEGED = 1024;

    /** Where each config version of containerd began (its RELEASES.md). */
    private static final Map<Integer, KubernetesVersion> CONTAINERD_SINCE =
            Map.of(
                    2, KubernetesVersion.parse("v1.3.0"),
                    3, KubernetesVersion.parse("v2.0.0"),
                    4, KubernetesVersion.parse("v2.3.0"));

    private static final int LAST_CONTAINERD = 4;

    /** What version 3 moved away from the plugin of version 2, and the page names. */
    private static final List<String> MOVED =
            List.of(
                    "disable_apparmor",
                    "restrict_oom_score_adj",
                    "disable_hugetlb_controller",
                    "containerd");

    /** What the kubelet sets; the kernel has each once, whatever namespace asks. */
    private static final Set<String> OF_THE_KERNEL =
            Set.of(
                    "vm.overcommit_memory",
                    "vm.panic_on_oom",
                    "kernel.panic",
                    "kernel.panic_on_oops",
                    "kernel.keys.root_maxkeys",
                    "kernel.keys.root_maxbytes");

    private static final Set<String> OF_THE_FIRST_NETNS =
            Set.of("net.netfilter.nf_conntrack_max", "net.nf_conntrack_max");

    private static final Pattern KIND_NODE = Pattern.compile("kindest/node:(v\\d+\\.\\d+[^@]*)");
    private static final KubernetesVersion FIRST_ROOTLESS = KubernetesVersion.parse("v1.22.0");
    private static final Pattern GATE_ARGUMENT =
            Pattern.compile("(?:^|,)\\s*" + GATE + "\\s*=\\s*(\\w+)");

    private static final Map<String, Function<Part, List<Found>>> ALL =
            Map.ofEntries(
                    entry("gate-misspelt", Checks::gateMisspelt),
                    entry("kubeadm-gate-missing", Checks::kubeadmGateMissing),
                    entry("kubeadm-argument-gate-false", part -> gateArgument(part, "false")),
                    entry("kubeadm-argument-protect", Checks::protectArgument),
                    entry("kubeadm-proxy-missing", Checks::kubeadmProxyMissing),
                    entry("kind-image-too-old", Checks::kindImageTooOld),
                    entry("containerd-version-unread", Checks::containerdVersionUnread),
                    entry("containerd-version-too-new", Checks::containerdVersionTooNew),
                    entry("containerd-moved-keys", Checks::containerdMovedKeys),
                    entry("compose-kubelet-port", part -> notPublished(part, KUBELET_PORT, "tcp")),
                    entry("compose-vxlan-port", part -> notPublished(part, VXLAN_PORT, "udp")),
                    entry("compose-vxlan-tcp", Checks::vxlanOverTcp),
                    entry("compose-privileged-port", Checks::privilegedPort),
                    entry("compose-kernel-sysctl", part -> sysctl(part, OF_THE_KERNEL)),
                    entry("compose-conntrack-max", part -> sysctl(part, OF_THE_FIRST_NETNS)),
                    entry("compose-rp-filter", Checks::rpFilter),
                    entry("compose-cgroup-read-only", part -> cgroupMount(part, true)),
                    entry("compose-cgroup-mount", part -> cgroupMount(part, false)));

    private Checks() {}

    /** Runs a check. */
    static List<Found> run(String name, Part part) {
        Function<Part, List<Found>> check = ALL.get(name);
        if (check == null) {
            throw new IllegalArgumentException("no check is named " + name);
        }
        return check.apply(part);
    }

    /** Whether there is one of this name. */
    static boolean has(String name) {
        return ALL.containsKey(name);
    }

    private static List<Found> gateMisspelt(Part part) {
        List<Found> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> gate : part.root().path("featureGates").properties()) {
            String name = gate.getKey();
            if (!name.equals(GATE) && isNear(name)) {
                found.add(new Found("/featureGates/" + Document.step(name), Shown.text(name)));
            }
        }
        return found;
    }

    private static boolean isNear(String name) {
        return name.length() <= GATE.length() + FARTHEST_MISSPELLING
                && Settings.edits(name.toLowerCase(Locale.ROOT), GATE.toLowerCase(Locale.ROOT))
                        <= FARTHEST_MISSPELLING;
    }

    /** No KubeletConfiguration beside the documents of kubeadm, and no argument in its stead. */
    private static List<Found> kubeadmGateMissing(Part part) {
        JsonNode root = part.root();
        boolean makesNode = root.has("InitConfiguration") || root.has("ClusterConfiguration");
        if (!makesNode || root.has("KubeletConfiguration") || !gateArgument(part, "").isEmpty()) {
            return List.of();
        }
        return List.of(new Found("", ""));
    }

    /** The gate in the kubelet's arguments, if it is set to this, or to anything for "". */
    private static List<Found> gateArgument(Part part, String value) {
        List<Found> found = new ArrayList<>();
        for (Found argument : kubeletArguments(part, "feature-gates")) {
            Matcher gate = GATE_ARGUMENT.matcher(argument.value());
            if (gate.find() && (value.isEmpty() || gate.group(1).equals(value))) {
                found.add(argument);
            }
        }
        return found;
    }

    private static List<Found> protectArgument(Part part) {
        return kubeletArguments(part, "protect-kernel-defaults").stream()
                .filter(argument -> argument.value().equals("true"))
                .toList();
    }

    /** The values of an argument: v1beta4 has a list of names and values, what was before a map. */
    private static List<Found> kubeletArguments(Part part, String name) {
        List<Found> found = new ArrayList<>();
        for (Condition.Node node :
                Condition.select(part.root(), "/*/nodeRegistration/kubeletExtraArgs/*")) {
            if (node.value().isObject()) {
                if (node.value().path("name").asText().equals(name)) {
                    found.add(
                            new Found(
                                    node.pointer() + "/value",
                                    node.value().path("value").asText()));
                }
            } else if (node.pointer().endsWith("/" + name)) {
                found.add(new Found(node.pointer(), node.value().asText()));
            }
        }
        return found;
    }

    private static List<Found> kubeadmProxyMissing(Part part) {
        JsonNode root = part.root();
        boolean makesCluster = root.has("InitConfiguration") || root.has("ClusterConfiguration");
        boolean skipped =
                Condition.select(root, "/InitConfiguration/skipPhases/*").stream()
                        .map(node -> node.value().asText())
                        .anyMatch(
                                phase -> phase.equals("addon") || phase.equals("addon/kube-proxy"));
        return makesCluster && !skipped && !root.has("KubeProxyConfiguration")
                ? List.of(new Found("", ""))
                : List.of();
    }

    private static List<Found> kindImageTooOld(Part part) {
        List<Found> found = new ArrayList<>();
        for (Condition.Node image : Condition.select(part.root(), "/nodes/*/image")) {
            Matcher tag = KIND_NODE.matcher(image.value().asText());
            if (tag.find() && isBefore(tag.group(1), FIRST_ROOTLESS)) {
                found.add(new Found(image.pointer(), Shown.text(tag.group(1))));
            }
        }
        return found;
    }

    private static boolean isBefore(String version, KubernetesVersion limit) {
        Matcher minor = Pattern.compile("v(\\d{1,4})\\.(\\d{1,4})").matcher(version);
        return minor.lookingAt() && !KubernetesVersion.parse(minor.group()).isAtLeast(limit);
    }

    private static List<Found> containerdVersionUnread(Part part) {
        JsonNode version = part.root().path("version");
        boolean one = version.isMissingNode() || (version.isInt() && version.intValue() < 2);
        return one && part.holder() == Part.Holder.FILE
                ? List.of(
                        new Found(
                                version.isMissingNode() ? "" : "/version",
                                version.isMissingNode() ? "no version" : "version " + version))
                : List.of();
    }

    private static List<Found> containerdVersionTooNew(Part part) {
        JsonNode version = part.root().path("version");
        if (!version.isInt() || version.intValue() < 2) {
            return List.of();
        }
        KubernetesVersion since = CONTAINERD_SINCE.get(version.intValue());
        boolean read =
                version.intValue() <= LAST_CONTAINERD
                        && since != null
                        && part.versions().containerd().release().isAtLeast(since);
        return read ? List.of() : List.of(new Found("/version", version.asText()));
    }

    private static List<Found> containerdMovedKeys(Part part) {
        JsonNode version = part.root().path("version");
        if (!version.isInt() || version.intValue() < 3) {
            return List.of();
        }
        String cri = "/plugins/io.containerd.grpc.v1.cri";
        return MOVED.stream()
                .filter(key -> part.root().at(cri).has(key))
                .map(key -> new Found(cri + "/" + key, key))
                .toList();
    }

    /** No such port is published; nothing where a port is only known later. */
    private static List<Found> notPublished(Part part, int port, String protocol) {
        List<Port> ports = new ComposeService(part.root()).ports();
        boolean may =
                ports.stream()
                        .filter(each -> each.protocol().equals(protocol))
                        .anyMatch(each -> each.isOpen() || each.inNode() == port);
        String mode = part.root().path("network_mode").asText();
        return may || mode.equals("host") ? List.of() : List.of(new Found("/ports", ""));
    }

    private static List<Found> vxlanOverTcp(Part part) {
        return new ComposeService(part.root())
                .ports().stream()
                        .filter(
                                port ->
                                        port.inNode() == VXLAN_PORT
                                                && port.protocol().equals("tcp"))
                        .map(port -> new Found(port.pointer(), Shown.text(port.text())))
                        .toList();
    }

    private static List<Found> privilegedPort(Part part) {
        return new ComposeService(part.root())
                .ports().stream()
                        .filter(port -> port.onHost() > 0 && port.onHost() < FIRST_UNPRIVILEGED)
                        .map(port -> new Found(port.pointer(), String.valueOf(port.onHost())))
                        .toList();
    }

    private static List<Found> sysctl(Part part, Set<String> names) {
        return new ComposeService(part.root())
                .sysctls().stream()
                        .filter(sysctl -> names.contains(sysctl.name()))
                        .map(sysctl -> new Found(sysctl.pointer(), sysctl.name()))
                        .toList();
    }

    private static List<Found> rpFilter(Part part) {
        return new ComposeService(part.root())
                .sysctls().stream()
                        .filter(sysctl -> sysctl.name().endsWith(".rp_filter"))
                        .filter(sysctl -> sysctl.value().equals("1"))
                        .map(sysctl -> new Found(sysctl.pointer(), Shown.text(sysctl.name())))
                        .toList();
    }

    private static List<Found> cgroupMount(Part part, boolean readOnly) {
        return new ComposeService(part.root())
                .mounts().stream()
                        .filter(mount -> mount.target().startsWith("/sys/fs/cgroup"))
                        .filter(mount -> mount.readOnly() == readOnly)
                        .map(mount -> new Found(mount.pointer(), Shown.text(mount.target())))
                        .toList();
    }
}
