package io.rootlesstck.base;

/** Every {@code -Dtck.*} property that the kit knows. */
public enum Setting {
    /** The host to use: a word, or the address of a machine. */
    HOST(
            "tck.host",
            "auto",
            "where the rootless engine runs: auto, engine, vm, container (on a rootful engine), or"
                    + " ssh://user@machine[:port]"),
    /** A configuration file of ssh, for a host that is reached by it. */
    HOST_SSH_CONFIG(
            "tck.host.ssh.config",
            "",
            "ssh configuration file for a host ssh://…; default: your own"),
    /** How many hosts the suites of a cell run on, side by side. */
    HOSTS(
            "tck.hosts",
            "auto",
            "how many hosts the suites of a cell run on, side by side: 1 to 4, or auto"),
    /** The port at which a host container is reached; any free one by default. */
    HOST_CONTAINER_PORT(
            "tck.host.container.port",
            "",
            "loopback port that a host container publishes its ssh on; default: any free one"),
    /** Whether the embedded VM stays up for the next run. */
    HOST_REUSE("tck.host.reuse", "false", "keep the embedded VM running for the next run"),
    /** Whether missing system packages may be installed: {@code auto} or {@code never}. */
    HOST_INSTALL("tck.host.install", "auto", "install missing system packages: auto or never"),
    /** Memory of the embedded VM, in MiB. */
    HOST_MEMORY("tck.host.memory", "8192", "memory of the embedded VM in MiB"),
    /** CPU that the embedded VM is pinned to; the last one by default. */
    HOST_CPU("tck.host.cpu", "last", "CPU that the embedded VM is pinned to: a number or last"),
    /** Ports published on the engine's and reached on this machine's loopback. */
    PORTS(
            "tck.ports",
            "",
            "loopback ports that published node ports may take; default: 20400-20415, or the next"
                    + " block that is free"),
    /** A cell of {@code scenarios/matrix.yaml} by name. */
    CELL("tck.cell", "", "cell to run, or several with commas; default: the matrix's default"),
    /** A set of cells of {@code scenarios/matrix.yaml} by name. */
    MATRIX("tck.matrix", "", "set of cells to run, for example nightly"),
    /** Part of a cell: the engine. */
    ENGINE("tck.engine", "", "engine of the cell: docker or podman"),
    /** Part of a cell: the CRI runtime, with or without a version. */
    RUNTIME("tck.runtime", "", "CRI runtime of the cell, for example containerd-v2.3.7"),
    /** Part of a cell: how its nodes are made. */
    FLAVOUR("tck.flavour", "", "flavour of the cell: plain or kind"),
    /** Part of a cell: the OCI runtime. */
    OCI("tck.oci", "", "OCI runtime of the cell: runc or crun"),
    /** Part of a cell: the Kubernetes version. */
    KUBERNETES("tck.kubernetes", "", "Kubernetes version of the cell, for example v1.37.2"),
    /** What an upgrade comes from: its pods are made with that, and taken over by the cell's. */
    UPGRADE_FROM(
            "tck.upgrade.from",
            "",
            "older CRI runtime whose pods the cell's takes over, for example containerd-v2.3.7"),
    /** A cluster that is there, which the kit did not make. */
    ATTACH("tck.attach", "", "kubeconfig of a cluster that is there, to be used as it is"),
    /** A node of it, and the container that is that node. */
    ATTACH_NODE(
            "tck.attach.node",
            "",
            "NAME or NAME=CONTAINER: the node of tck.attach, and its container on the engine"),
    /** Where the daemons of such a node are and log. */
    ATTACH_PRESET(
            "tck.attach.preset", "kind", "how the cluster of tck.attach was made: kind, k3s, …"),
    /** A folder of scenarios besides the kit's own. */
    SCENARIOS("tck.scenarios", "", "folder with scenarios of your own"),
    /** The file of expected deviations. */
    LEDGER(
            "tck.ledger",
            "",
            "file of expected deviations; default: the kit's scenarios/ledger.yaml"),
    /** Whether a claim that could not be tested leaves the run green. */
    ALLOW_NOT_RUN("tck.allowNotRun", "false", "do not fail when a claim is NOT_RUN"),
    /** The cache folder. */
    CACHE("tck.cache", "", "cache folder; default: ~/.cache/rootless-tck"),
    /** Where results and evidence go. */
    OUTPUT("tck.output", "target/tck", "folder for result.json and evidence"),
    /** The Debian mirror that packages come from. */
    DEBIAN_MIRROR("tck.debian.mirror", "", "URL of a Debian mirror; default: this machine's apt's"),
    /** Base URL that stands for every official release site, for mirrors and tests. */
    RELEASES(
            "tck.releases", "", "base URL of a mirror of the official releases; none = do not ask"),
    /** Maven's build directory; read by the pom, known here so that it is no unknown property. */
    BUILD("tck.build", "", "Maven's build directory");

    /** What the names of component replacements start with: {@code tck.component.kubelet=/path}. */
    public static final String COMPONENT_PREFIX = "tck.component.";

    private final String key;
    private final String fallback;
    private final String help;

    Setting(String key, String fallback, String help) {
        this.key = key;
        this.fallback = fallback;
        this.help = help;
    }

    /** The name of the property. */
    public String key() {
        return key;
    }

    /** The value when the property is not given. */
    public String fallback() {
        return fallback;
    }

    /** One line for a person. */
    public String help() {
        return help;
    }
}
