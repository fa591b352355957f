package io.rootlesstck.node;

import java.time.Duration;

/** A capture of the packets that pass a node's interface; ended by {@link #printed} or closed. */
public final class PacketCapture implements AutoCloseable {
    private static final String FILTER = "/etc/tck/tcpdump.filter";
    private static final String PACKETS = "/run/tck/tcpdump/packets";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TckContainer<?> node;

    private PacketCapture(TckContainer<?> node) {
        this.node = node;
    }

    /**
     * Starts capturing on {@code eth0}; what passes after the return is in it.
     *
     * @param filter which packets, as pcap-filter(7) has it
     */
    public static PacketCapture start(TckContainer<?> node, String filter) {
        node.write(FILTER, filter + "\n");
        Daemon tcpdump = node.daemon("tcpdump");
        tcpdump.start();
        tcpdump.awaitReady(LIMIT, "grep", "-q", "listening on", "/run/tck/tcpdump/log");
        return new PacketCapture(node);
    }

    /**
     * Ends the capture and has it printed, with numbers for names.
     *
     * @param type what the packets are read as, where their port does not say it: {@code vxlan}
     */
    public String printed(String type) {
        close();
        return node.output("tcpdump", "-nn", "-t", "-T", type, "-r", PACKETS);
    }

    @Override
    public void close() {
        node.daemon("tcpdump").stop();
    }
}
