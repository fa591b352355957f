package io.rootlesstck.host.vm;

import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.process.Background;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The network of a virtual machine, made in user space: one wire, a TCP/IP stack at its far end,
 * and one port of this machine's loopback that leads to the guest's ssh.
 */
final class Slirp {
    /** The largest frame that libvdeplug carries; small ones cost the guest most of its speed. */
    static final int MTU = 9000;

    private static final String GUEST = "10.0.2.15";
    private static final int SSH = 22;

    /** A socket's path may have this many bytes (sun_path), and the wire adds one of its own. */
    private static final int LONGEST_PATH = 106;

    private final Background plug;
    private final Path wire;
    private final int port;

    private Slirp(Background plug, Path wire, int port) {
        this.plug = plug;
        this.wire = wire;
        this.port = port;
    }

    /**
     * Starts the network and waits for its socket.
     *
     * @param port free port of this machine's loopback
     */
    static Slirp start(RunDir run, int port) {
        Path wire = run.file("net");
        if (wire.toString().length() > LONGEST_PATH) {
            throw TckException.of("make sockets in " + run.path())
                    .found("That path is longer than the kernel allows for a socket.")
                    .next("Give a shorter cache folder with -Dtck.cache=DIR.")
                    .error();
        }
        String stack =
                "slirp:///mtu=%d/mru=%d/tcpfwd=127.0.0.1:%d:%s:%d"
                        .formatted(MTU, MTU, port, GUEST, SSH);
        Background plug =
                Background.of(run, "network", List.of("vde_plug", "ptp://" + wire, stack)).start();
        try {
            Awaitility.await("the socket of the VM's network")
                    .atMost(Duration.ofSeconds(10))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(wire) || !plug.isAlive());
        } catch (ConditionTimeoutException e) {
            throw failed(plug).cause(e).error();
        }
        if (!plug.isAlive()) {
            throw failed(plug).error();
        }
        return new Slirp(plug, wire, port);
    }

    private static TckException.Builder failed(Background plug) {
        return TckException.of("start the VM's network (vde_plug)")
                .found(plug.tail().isEmpty() ? "It said nothing." : plug.tail());
    }

    Path wire() {
        return wire;
    }

    int port() {
        return port;
    }

    ProcessHandle process() {
        return plug.process();
    }
}
