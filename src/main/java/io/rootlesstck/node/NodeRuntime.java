package io.rootlesstck.node;

import io.rootlesstck.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * The container runtime of a node: what it is called there, and which files it gets.
 *
 * <p>Scenarios are laid over one that has containerd's file. A node with another runtime gets, with
 * each of them, that runtime's documented files, and not containerd's.
 */
@API(status = API.Status.INTERNAL)
public final class NodeRuntime {
    /** The file that names the OCI runtime of CRI-O; the kit makes it, no scenario has it. */
    static final String CRIO_OCI = "crio-oci.conf";

    /**
     * The runtimes that there are.
     *
     * @param processes what runs of it while a pod does
     * @param reads the files that it is started again for, by the names that scenarios have
     * @param beside the files that others get where it runs
     */
    private record Kind(
            String name,
            String socket,
            List<String> processes,
            Set<String> reads,
            Set<String> beside) {
        boolean owns(String file) {
            return reads.contains(file) || beside.contains(file);
        }
    }

    private static final Kind CONTAINERD =
            new Kind(
                    "containerd",
                    "/run/containerd/containerd.sock",
                    List.of("containerd", "containerd-shim-runc-v2"),
                    Set.of("containerd.toml"),
                    Set.of());
    private static final Kind CRIO =
            new Kind(
                    "crio",
                    "/run/crio/crio.sock",
                    List.of("crio", "conmon"),
                    Set.of("crio.conf", "crio.env", CRIO_OCI),
                    Set.of("kubelet-crio.yaml"));
    private static final List<Kind> KINDS = List.of(CONTAINERD, CRIO);

    private final Kind kind;
    private final SortedMap<String, String> usual;

    private NodeRuntime(Kind kind, Map<String, String> usual) {
        this.kind = kind;
        this.usual = new TreeMap<>(usual);
    }

    /** containerd, which has its file from each scenario. */
    public static NodeRuntime containerd() {
        return new NodeRuntime(CONTAINERD, Map.of());
    }

    /**
     * CRI-O.
     *
     * @param documented the scenario that has its documented files
     * @param ociRuntime {@code runc} or {@code crun}
     */
    public static NodeRuntime crio(Scenario documented, String ociRuntime) {
        Map<String, String> usual = new TreeMap<>(documented.files());
        usual.keySet().removeIf(file -> !CRIO.owns(file));
        usual.put(
                CRIO_OCI,
                """
                # The OCI runtime of the cell.
                [crio.runtime]
                default_runtime = "%s"

                [crio.runtime.runtimes.%s]
                runtime_type = "oci"
                """
                        .formatted(ociRuntime, ociRuntime));
        return new NodeRuntime(CRIO, usual);
    }

    /** The name of its daemon: {@code containerd} or {@code crio}. */
    public String name() {
        return kind.name();
    }

    /** The programs that run of it while a pod does. */
    public List<String> processes() {
        return kind.processes();
    }

    /** A program that exits with 0 when its socket takes connections. */
    String[] answers() {
        return new String[] {"socat", "-u", "OPEN:/dev/null", "UNIX-CONNECT:" + kind.socket()};
    }

    /** Whether it has to be started again where a file of this name changed. */
    boolean reads(String file) {
        return kind.reads().contains(file);
    }

    /** The files that a node with it gets for a scenario, by name. */
    SortedMap<String, String> files(Scenario scenario) {
        SortedMap<String, String> files = new TreeMap<>(usual);
        files.putAll(scenario.files());
        KINDS.stream()
                .filter(other -> other != kind)
                .forEach(other -> files.keySet().removeIf(other::owns));
        return files;
    }
}
