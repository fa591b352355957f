package io.rootlesstck.host.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One GET of HTTP/1.0 over a unix socket: enough to ask whether an engine is up, at no client's
 * cost.
 */
public final class UnixHttp {
    private UnixHttp() {}

    /**
     * Asks, and reads the answer to its end.
     *
     * @return the body
     * @throws IOException if nobody answers, or with another status than 200
     */
    public static String get(Path socket, String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer request =
                    StandardCharsets.US_ASCII.encode("GET " + path + " HTTP/1.0\r\n\r\n");
            while (request.hasRemaining()) {
                channel.write(request);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return body(answer.toString(StandardCharsets.UTF_8));
        }
    }

    /** The body of an answer, if its status is 200. */
    static String body(String answer) throws IOException {
        int end = answer.indexOf("\r\n\r\n");
        String status = answer.lines().findFirst().orElse("no answer");
        if (end < 0 || !status.matches("HTTP/1\\.[01] 200 .*")) {
            throw new IOException("not a 200: " + status);
        }
        return answer.substring(end + 4);
    }
}
