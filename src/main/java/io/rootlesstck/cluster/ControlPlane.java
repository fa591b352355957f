package io.rootlesstck.cluster;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import io.rootlesstck.node.EngineNetwork;
import io.rootlesstck.node.TckContainer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * etcd, kube-apiserver, kube-controller-manager and kube-scheduler in a container of their own, on
 * the same rootless engine as the nodes, with certificates as kubeadm makes them.
 */
public final class ControlPlane extends TckContainer<ControlPlane> {
    private static final int API_PORT = 6443;
    private static final Duration API_LIMIT = Duration.ofSeconds(120);
    private static final String TOOL = "tck-control-plane";

    private final int published;
    private final Optional<String> outside;

    /**
     * Describes a control plane; it is not started yet.
     *
     * @param published the port of the loopback where its API is to answer
     * @param outside the address of the engine's host where it is to answer nodes of other hosts
     */
    @API(status = API.Status.INTERNAL)
    public ControlPlane(
            String image,
            String name,
            EngineNetwork network,
            Map<String, String> labels,
            int published,
            Optional<String> outside) {
        super(image, name, network, labels);
        this.published = published;
        this.outside = outside;
        withCreateContainerCmdModifier(
                command -> {
                    HostConfig host = Objects.requireNonNull(command.getHostConfig());
                    ExposedPort api = ExposedPort.tcp(API_PORT);
                    Ports bindings =
                            new Ports(api, Ports.Binding.bindIpAndPort("127.0.0.1", published));
                    outside.ifPresent(
                            address ->
                                    bindings.bind(
                                            api, Ports.Binding.bindIpAndPort(address, API_PORT)));
                    host.withPortBindings(bindings);
                    command.withExposedPorts(api);
                });
    }

    /**
     * Makes the certificates and starts the daemons; the API answers when {@link #awaitApi()} is
     * back.
     *
     * @param version the version that kubeadm writes its files for
     */
    public void up(String version) {
        output(TOOL, "up", version, outside.orElse("localhost"));
    }

    /** Waits until the API is ready, then starts what needs it. */
    public void awaitApi() {
        daemon("kube-apiserver")
                .awaitReady(
                        API_LIMIT,
                        "curl",
                        "-fsSk",
                        "--max-time",
                        "5",
                        "https://127.0.0.1:6443/readyz");
        daemon("kube-controller-manager").start();
        daemon("kube-scheduler").start();
    }

    /** The port of this machine's loopback where the API answers. */
    public int port() {
        return published;
    }

    /**
     * Where nodes of other hosts reach the API.
     *
     * @throws java.util.NoSuchElementException if it is published for none
     */
    public String urlOutside() {
        return "https://%s:%d".formatted(outside.orElseThrow(), API_PORT);
    }

    /** A kubeconfig of the cluster's administrator, as a node sees the server. */
    public String adminKubeconfig() {
        return read("/etc/kubernetes/super-admin.conf");
    }

    /** A kubeconfig for the kubelet of a node. */
    public String kubeconfig(String node) {
        return output(TOOL, "kubeconfig", node);
    }

    /** The certificate of the cluster's authority. */
    public String authority() {
        return read("/etc/kubernetes/pki/ca.crt");
    }
}
