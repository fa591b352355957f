package io.rootlesstck.node;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A container that kubeadm makes a node of, as Usernetes starts its own: behind the address
 * translation of its engine, with the ports published on its host that other hosts have to reach.
 */
@API(status = API.Status.INTERNAL)
public final class UsernetesNode extends TckContainer<UsernetesNode> {
    /** The API server's. */
    public static final int API_PORT = 6443;

    /** The label in which a node says where its host is. */
    public static final String HOST_LABEL = "usernetes/host-ip";

    /** What kubeadm's checks said of the first node before it was made one of a cluster. */
    public static final String CHECKS = "/etc/tck/preflight.txt";

    /** What Usernetes publishes of every node (docker-compose.yaml). */
    private static final List<ExposedPort> PUBLISHED =
            List.of(
                    ExposedPort.tcp(2379),
                    ExposedPort.tcp(API_PORT),
                    ExposedPort.tcp(10250),
                    ExposedPort.udp(8472));

    /** A bridge network of its own, which the node's runtime is not configured with any more. */
    private static final String OTHER_NETWORK = "/etc/cni/net.d/10-tck.conflist";

    private static final String KUBELET_ARGUMENTS = "/etc/default/kubelet";

    /** kind gives a node's systemd 30 s, which an embedded VM does not always keep to. */
    private static final Duration BOOT_LIMIT = Duration.ofSeconds(180);

    private final Place place;

    /**
     * Where a node is.
     *
     * @param name its host name, and the name of its Node object
     * @param host the address of its host, where its ports are published
     * @param ip its own address, which leads nowhere but on its engine
     * @param subnet of which that is, in CIDR notation
     */
    public record Place(String name, String host, String ip, String subnet) {
        /**
         * The place of a node by its number. No two nodes have the same address, as Usernetes wants
         * it, though they are on engines that know nothing of each other.
         *
         * @param number counts from 1
         */
        public static Place of(int number, String host) {
            return new Place(
                    "tck-u7s-" + number,
                    host,
                    "10.100.%d.100".formatted(number),
                    "10.100.%d.0/24".formatted(number));
        }
    }

    /**
     * Describes a node; it is not started yet.
     *
     * @param image a node image of kind's sort
     * @param network of the place's subnet
     */
    @SuppressWarnings("this-escape") // Testcontainers' builders are meant to be called here
    public UsernetesNode(
            String image, Place place, EngineNetwork network, Map<String, String> labels) {
        super(image, place.name(), network, labels);
        this.place = place;
        publishing(place.host(), PUBLISHED);
        withCreateContainerCmdModifier(
                command -> {
                    command.withTty(true).withIpv4Address(place.ip());
                    hostConfig(command.getHostConfig())
                            .withSysctls(Map.of("net.ipv4.ip_forward", "1"));
                });
        waitingFor(
                new CommandSucceeds(
                        "the systemd of the node to bring containerd up",
                        BOOT_LIMIT,
                        "systemctl",
                        "is-active",
                        "--quiet",
                        "containerd.service"));
    }

    private static HostConfig hostConfig(@Nullable HostConfig host) {
        return Objects.requireNonNull(host);
    }

    /** Publishes the API on the loopback of the engine's host as well. */
    public UsernetesNode publishingApi(int port) {
        return withCreateContainerCmdModifier(
                command ->
                        hostConfig(command.getHostConfig())
                                .getPortBindings()
                                .bind(
                                        ExposedPort.tcp(API_PORT),
                                        Ports.Binding.bindIpAndPort("127.0.0.1", port)));
    }

    /** Lets the node know another one by the address of that one's host. */
    public UsernetesNode knowing(Place other) {
        return withExtraHost(other.name(), other.host());
    }

    /** Where it is. */
    public Place place() {
        return place;
    }

    /** Starts it, as a node that kubeadm can make one of a cluster with Flannel of. */
    @Override
    public void start() {
        super.start();
        output("rm", "-f", OTHER_NETWORK);
        write(KUBELET_ARGUMENTS, kubeletArguments(read(KUBELET_ARGUMENTS), place.host()));
    }

    /**
     * The kubelet's arguments as Usernetes completes them: its node gets its addresses from
     * outside, and says in a label where its host is.
     *
     * @param of those that the image has, {@code KUBELET_EXTRA_ARGS=…} in one line
     */
    static String kubeletArguments(String of, String host) {
        return of.strip()
                + " --cloud-provider=external --node-labels=%s=%s%n".formatted(HOST_LABEL, host);
    }
}
