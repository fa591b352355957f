package io.rootlesstck.junit;

import java.util.Objects;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A value that is made at most once; a failure to make it is remembered as well. */
@API(status = API.Status.INTERNAL)
public final class Once<T> implements AutoCloseable {
    private final Supplier<T> maker;
    private @Nullable T value;
    private @Nullable Throwable failure;

    /** Prepares; nothing is made yet. */
    public Once(Supplier<T> maker) {
        this.maker = maker;
    }

    /** The value; throws what making it threw, each time. */
    public synchronized T get() {
        if (value == null && failure == null) {
            try {
                value = maker.get();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return Objects.requireNonNull(value);
    }

    /** The value if it was made. */
    public synchronized @Nullable T peek() {
        return value;
    }

    @Override
    public synchronized void close() throws Exception {
        if (value instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
