package io.rootlesstck.component;

import io.rootlesstck.base.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches over HTTP from release sites.
 *
 * <p>A site that cannot be reached costs its time once: it is not asked again. A download that
 * breaks off is taken up where it ended.
 */
final class ReleaseSite {
    private static final int TRIES = 3;
    private static final int BUFFER = 1 << 16;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Optional<URI> mirror;
    private final Duration connect;
    private final Duration silence;
    private final Map<String, String> unreachable = new ConcurrentHashMap<>();

    /**
     * Prepares to fetch.
     *
     * @param mirror what goes in the place of every site; none means the sites themselves
     * @param connect how long a site may take to accept a connection
     * @param silence how long a site may send nothing
     */
    ReleaseSite(Optional<URI> mirror, Duration connect, Duration silence) {
        this.mirror = mirror;
        this.connect = connect;
        this.silence = silence;
    }

    /** The address that is really asked for a release. */
    URI at(URI official) {
        return mirror.map(
                        base ->
                                URI.create(
                                        base.toString().replaceAll("/+$", "")
                                                + official.getRawPath()))
                .orElse(official);
    }

    /**
     * Fetches a short text.
     *
     * @throws NotServed if the site has none or does not answer
     */
    String text(URI official) throws IOException {
        URI url = at(official);
        return retried(
                url,
                () -> {
                    try (InputStream in = get(url, 0).getInputStream()) {
                        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    }
                });
    }

    /**
     * Fetches a file.
     *
     * @throws NotServed if the site has none, does not answer, or breaks off again and again
     */
    void file(URI official, Path into, Progress.Step step) throws IOException {
        URI url = at(official);
        retried(
                url,
                () -> {
                    long have = Files.exists(into) ? Files.size(into) : 0;
                    return append(get(url, have), have, into, step);
                });
    }

    /** Adds what comes to the file, and gives its size then. */
    private static long append(
            HttpURLConnection connection, long have, Path into, Progress.Step step)
            throws IOException {
        boolean resumed = connection.getResponseCode() == HttpURLConnection.HTTP_PARTIAL;
        long done = resumed ? have : 0;
        long length = connection.getContentLengthLong();
        long total = length < 0 ? -1 : done + length;
        try (InputStream in = connection.getInputStream();
                OutputStream out =
                        Files.newOutputStream(
                                into,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                resumed
                                        ? StandardOpenOption.APPEND
                                        : StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                done += n;
                step.at(done, total);
            }
        }
        if (total >= 0 && done != total) {
            throw new IOException("it broke off after %d of %d bytes".formatted(done, total));
        }
        return done;
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws IOException;
    }

    private static <T> T retried(URI url, Attempt<T> attempt) throws IOException {
        String failure = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                return attempt.run();
            } catch (NotServed e) {
                throw e;
            } catch (IOException e) {
                failure = String.valueOf(e.getMessage());
                if (failure.contains("No space left")) {
                    throw e; // this machine's trouble, not the site's
                }
            }
        }
        throw new NotServed("%s failed %d times, at last: %s".formatted(url, TRIES, failure));
    }

    /** Asks once; what answers is ready to be read. */
    private HttpURLConnection get(URI url, long from) throws IOException {
        String host = String.valueOf(url.getAuthority());
        String known = unreachable.get(host);
        if (known != null) {
            throw new NotServed(known);
        }
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout((int) connect.toMillis());
        connection.setReadTimeout((int) silence.toMillis());
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        int status;
        try {
            lookUp(url);
            connection.connect();
            status = connection.getResponseCode();
        } catch (UnknownHostException | SocketTimeoutException | ConnectException e) {
            String reason = "%s does not answer (%s)".formatted(host, e.getMessage());
            unreachable.put(host, reason);
            throw new NotServed(reason);
        }
        if (status >= 500 || status == RANGE_NOT_SATISFIABLE) {
            throw new IOException("it answered " + status);
        }
        if (status >= 300) {
            throw new NotServed("%s answered %d".formatted(url, status));
        }
        return connection;
    }

    /** Looks the name up within the time to connect: a dead resolver takes far longer by itself. */
    private void lookUp(URI url) throws IOException {
        if (System.getProperty(url.getScheme() + ".proxyHost") != null) {
            return; // the proxy does it
        }
        CompletableFuture<InetAddress> lookup =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return InetAddress.getByName(url.getHost());
                            } catch (UnknownHostException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        try {
            lookup.get(connect.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownHostException("its name cannot be looked up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the run was interrupted", e);
        }
    }
}
