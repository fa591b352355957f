package io.rootlesstck.component;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A release site on this machine, laid out as the official ones are; it can misbehave. */
final class ReleaseServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Integer> sendAtMost = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    ReleaseServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was asked for: the path, and the range if there was one. */
    List<String> asked() {
        return new ArrayList<>(asked);
    }

    ReleaseServer serve(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Serves a file and, beside it, its checksum. */
    ReleaseServer serveWithSum(String path, byte[] content) {
        return serve(path, content)
                .serve(path + ".sha256", sha256(content).getBytes(StandardCharsets.UTF_8));
    }

    /** Each answer for a path breaks off after so many bytes. */
    void breakOff(String path, int bytes) {
        sendAtMost.put(path, bytes);
    }

    /** The next answers for a path are 500. */
    void fail(String path, int times) {
        failures.put(path, new AtomicInteger(times));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(range == null ? path : path + " " + range);
        byte[] content = files.get(path);
        AtomicInteger failing = failures.get(path);
        if (failing != null && failing.getAndDecrement() > 0) {
            exchange.sendResponseHeaders(500, -1);
        } else if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            int most = sendAtMost.getOrDefault(path, content.length);
            send(exchange, content, range == null ? 0 : from(range), most);
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, byte[] content, int from, int atMost)
            throws IOException {
        int left = content.length - from;
        exchange.sendResponseHeaders(from == 0 ? 200 : 206, left);
        OutputStream body = exchange.getResponseBody();
        body.write(content, from, Math.min(left, atMost));
        body.flush();
    }

    private static int from(String range) {
        return Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A {@code .tar.gz} with these files. */
    static byte[] tarGz(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
                entry.setSize(member.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
