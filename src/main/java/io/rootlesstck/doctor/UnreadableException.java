package io.rootlesstck.doctor;

import org.jspecify.annotations.Nullable;

/** A part of the machine that is there and could not be read; what hangs on it is not checked. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
