package io.rootlesstck.component;

import io.rootlesstck.base.Setting;
import io.rootlesstck.base.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A binary that the kit puts on a node or a control plane. */
public enum ComponentId {
    /** The kubelet. */
    KUBELET("kubelet", "--version"),
    /** The service proxy. */
    KUBE_PROXY("kube-proxy", "--version"),
    /** The API server. */
    KUBE_APISERVER("kube-apiserver", "--version"),
    /** The controller manager. */
    KUBE_CONTROLLER_MANAGER("kube-controller-manager", "--version"),
    /** The scheduler. */
    KUBE_SCHEDULER("kube-scheduler", "--version"),
    /** What makes clusters of containers; it runs on this machine, and on no node. */
    KIND("kind", "version"),
    /** What makes certificates and kubeconfigs. */
    KUBEADM("kubeadm", "version", "-o", "short"),
    /** The command line client. */
    KUBECTL("kubectl", "version", "--client"),
    /** The container runtime. */
    CONTAINERD("containerd", "--version"),
    /** containerd's shim for runc and crun. */
    CONTAINERD_SHIM("containerd-shim-runc-v2", "-v"),
    /** containerd's own client. */
    CTR("ctr", "--version"),
    /**
     * containerd's snapshotter for fuse-overlayfs; it says its version when it misses arguments.
     */
    FUSE_OVERLAYFS_SNAPSHOTTER("containerd-fuse-overlayfs-grpc"),
    /** The other container runtime; the user may give a folder laid out like its bundle. */
    CRIO("crio", "--version"),
    /** What watches a container for CRI-O. */
    CONMON("conmon", "--version"),
    /** What keeps namespaces for CRI-O; it knows no version. */
    PINNS("pinns"),
    /** The OCI runtime in Go. */
    RUNC("runc", "--version"),
    /** The OCI runtime in C; the node image has Debian's. */
    CRUN("crun", "--version"),
    /** Flannel's daemon. */
    FLANNELD("flanneld", "-version"),
    /** Flannel's CNI plugin, which says its version when it is called as no plugin. */
    FLANNEL_CNI("flannel"),
    /** The store of the API server; the node image has Debian's. */
    ETCD("etcd", "--version");

    private final String id;
    private final List<String> versionArguments;

    ComponentId(String id, String... versionArguments) {
        this.id = id;
        this.versionArguments = List.of(versionArguments);
    }

    /** The name: of the binary, and in {@code -Dtck.component.<name>}. */
    public String id() {
        return id;
    }

    /** The property that replaces it by a file of the user's. */
    public String property() {
        return Setting.COMPONENT_PREFIX + id;
    }

    /** What makes the binary say its version and exit. */
    public List<String> versionArguments() {
        return versionArguments;
    }

    /** The component of a name, or nothing if there is none. */
    public static Optional<ComponentId> find(String id) {
        return Arrays.stream(values()).filter(component -> component.id.equals(id)).findFirst();
    }

    /**
     * The component of a name.
     *
     * @throws UsageException if there is none, listing those that there are
     */
    public static ComponentId of(String id) {
        return find(id).orElseThrow(
                        () ->
                                new UsageException(
                                        "No component is called \"%s\". Known: %s."
                                                .formatted(id, known())));
    }

    private static String known() {
        return Arrays.stream(values()).map(ComponentId::id).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return id;
    }
}
