package io.rootlesstck.lint;

import io.rootlesstck.base.UsageException;

/** The file is none of the kinds that lint knows. */
final class UnknownFileException extends UsageException {
    private static final long serialVersionUID = 1L;

    UnknownFileException(String message) {
        super(message);
    }
}
