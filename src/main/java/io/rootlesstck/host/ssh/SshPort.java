package io.rootlesstck.host.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A port of this machine's loopback that leads to an ssh server. */
public final class SshPort {
    private static final int MILLISECONDS = 1000;
    private static final String GREETING = "SSH-";

    private SshPort() {}

    /**
     * Whether the server answers. What carries the port may take every connection by itself; only
     * the server's own greeting counts.
     */
    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLISECONDS);
            socket.setSoTimeout(MILLISECONDS);
            byte[] greeting = socket.getInputStream().readNBytes(GREETING.length());
            return new String(greeting, StandardCharsets.US_ASCII).equals(GREETING);
        } catch (IOException notYet) {
            return false;
        }
    }
}
