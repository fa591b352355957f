package io.rootlesstck.host.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stream whose content is written while it is read, by a thread of its own: what is sent to an
 * engine is larger than one wants in memory or on the disk twice.
 */
public final class Sending extends PipedInputStream {
    /** Writes the content. */
    @FunctionalInterface
    public interface Writer {
        /** Writes it to its end. */
        void write(OutputStream out) throws IOException;
    }

    private static final int BUFFER = 1 << 20;

    private final AtomicReference<IOException> failure = new AtomicReference<>();

    private Sending() {
        super(BUFFER);
    }

    /** Begins to write. */
    public static InputStream of(Writer writer) throws IOException {
        Sending in = new Sending();
        PipedOutputStream out = new PipedOutputStream(in);
        Thread sender =
                new Thread(
                        () -> {
                            try (out) {
                                writer.write(out);
                            } catch (IOException e) {
                                in.failure.set(e);
                            }
                        },
                        "image-sender");
        sender.setDaemon(true);
        sender.start();
        return in;
    }

    /** The end of the stream is only one where the writer came to its own end. */
    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        IOException failed = failure.get();
        if (n < 0 && failed != null) {
            throw failed;
        }
        return n;
    }
}
