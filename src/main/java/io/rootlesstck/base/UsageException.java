package io.rootlesstck.base;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** An error in what the user gave: a property, a file, a name. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class UsageException extends TckException {
    private static final long serialVersionUID = 1L;

    /** Creates an error with a finished message. */
    public UsageException(String message) {
        super(message, null);
    }

    /** Creates an error with a finished message and the exception that led to it. */
    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
