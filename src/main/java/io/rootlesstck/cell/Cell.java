package io.rootlesstck.cell;

import io.rootlesstck.claim.KubernetesVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One combination to run.
 *
 * @param engine the rootless engine: {@code docker}, {@code podman}
 * @param flavour how a node is made: {@code plain} is a container with the kit's own PID 1, {@code
 *     kind} what kind makes, {@code usernetes} what kubeadm makes as Usernetes uses it, {@code
 *     attached} what is there
 * @param runtime the CRI runtime, {@code containerd} in the version of the matrix, or in another
 *     one: {@code containerd-v2.3.7}
 * @param ociRuntime {@code runc} or {@code crun}
 * @param cni the pod network: {@code bridge}
 * @param proxyMode the mode of kube-proxy: {@code iptables}
 */
public record Cell(
        String engine,
        String flavour,
        String runtime,
        String ociRuntime,
        KubernetesVersion kubernetes,
        String cni,
        String proxyMode) {

    /** The flavour of a cluster that is there already ({@code tck.attach}). */
    public static final String ATTACHED = "attached";

    /** The flavour of a cluster that kind makes. */
    public static final String KIND = "kind";

    /** The flavour of a cluster that kubeadm makes of a node on each of two hosts. */
    public static final String USERNETES = "usernetes";

    // Left out of names: what nearly every cell has would only make them long.
    private static final String USUAL_FLAVOUR = "plain";
    private static final String USUAL_CNI = "bridge";
    private static final String USUAL_PROXY_MODE = "iptables";

    private static final String VERSION = "-v";

    /** The name, for example {@code docker-containerd-runc-v1.37.2}. */
    public String id() {
        List<String> parts = new ArrayList<>();
        parts.add(engine);
        addUnless(USUAL_FLAVOUR, flavour, parts);
        parts.add(runtime);
        parts.add(ociRuntime);
        parts.add(kubernetes.toString());
        addUnless(USUAL_CNI, cni, parts);
        addUnless(USUAL_PROXY_MODE, proxyMode, parts);
        return String.join("-", parts);
    }

    /** Whether something else than the kit makes its nodes, which it then leaves as they are. */
    public boolean isFound() {
        return flavour.equals(ATTACHED) || isMade();
    }

    /** Whether something else than the kit makes its nodes, of an image that the kit gives it. */
    public boolean isMade() {
        return flavour.equals(KIND) || takesTwoHosts();
    }

    /** Whether its nodes are on two hosts. */
    public boolean takesTwoHosts() {
        return flavour.equals(USERNETES);
    }

    /** The CRI runtime without its version: {@code containerd}. */
    public String runtimeName() {
        int version = runtime.indexOf(VERSION);
        return version < 0 ? runtime : runtime.substring(0, version);
    }

    /** The version of the CRI runtime where the cell names one of its own. */
    public Optional<String> runtimeVersion() {
        int version = runtime.indexOf(VERSION);
        return version < 0 ? Optional.empty() : Optional.of(runtime.substring(version + 1));
    }

    /** The same cell with another CRI runtime. */
    public Cell withRuntime(String other) {
        return new Cell(engine, flavour, other, ociRuntime, kubernetes, cni, proxyMode);
    }

    /** The parts by the names that {@code matrix.yaml} and {@code result.json} use. */
    public Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("engine", engine);
        parts.put("flavour", flavour);
        parts.put("runtime", runtime);
        parts.put("oci", ociRuntime);
        parts.put("kubernetes", kubernetes.toString());
        parts.put("cni", cni);
        parts.put("proxy", proxyMode);
        return parts;
    }

    @Override
    public String toString() {
        return id();
    }

    private static void addUnless(String usual, String part, List<String> parts) {
        if (!part.equals(usual)) {
            parts.add(part);
        }
    }
}
