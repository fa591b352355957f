package io.rootlesstck.document;

import io.rootlesstck.base.UsageException;
import org.jspecify.annotations.Nullable;

/** An error in a file that a person wrote; its message starts with the place. */
public final class DocumentException extends UsageException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String problem;

    /** Creates an error at a place. */
    public DocumentException(Place place, String message) {
        this(place, message, null);
    }

    /** Creates an error at a place, with the exception that told of it. */
    public DocumentException(Place place, String message, @Nullable Throwable cause) {
        super(place + ": " + message, cause);
        this.place = place;
        this.problem = message;
    }

    /** Where the error is. */
    public Place place() {
        return place;
    }

    /** What is wrong, without the place. */
    public String problem() {
        return problem;
    }
}
