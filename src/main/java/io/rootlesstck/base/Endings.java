package io.rootlesstck.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** Things to close, the last one first, each whatever becomes of the others; of several threads. */
public final class Endings implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Makes something of several parts; if one of them fails, those before it are closed. */
    public static <T> T orNone(Function<Endings, T> maker) {
        Endings endings = new Endings();
        boolean done = false;
        try {
            T made = maker.apply(endings);
            done = true;
            return made;
        } finally {
            if (!done) {
                endings.close();
            }
        }
    }

    /** Adds one. */
    public synchronized <T extends AutoCloseable> T add(T closeable) {
        open.push(closeable);
        return closeable;
    }

    @Override
    public synchronized void close() {
        RuntimeException failed = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                if (failed == null) {
                    failed = new IllegalStateException("not all could be closed", e);
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
