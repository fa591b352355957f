package io.rootlesstck.base;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * An error of the kit or of the machine, never of the product under test: that is an {@link
 * AssertionError}.
 *
 * <p>Its message says what was tried, what was found, and what to do next.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class TckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an error with a finished message. */
    public TckException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Starts a message with what was tried, for example {@code "start the embedded VM"}. */
    public static Builder of(String tried) {
        return new Builder(tried);
    }

    /** Collects the parts of a message. */
    public static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private @Nullable Throwable cause;

        private Builder(String tried) {
            text.append("Could not ").append(tried).append('.');
        }

        /** Says what was found instead. */
        public Builder found(String found) {
            text.append("\n  Found: ").append(indent(found));
            return this;
        }

        /** Says what the reader can do about it. */
        public Builder next(String next) {
            text.append("\n  Next:  ").append(indent(next));
            return this;
        }

        /** Keeps the exception that led here. */
        public Builder cause(Throwable thrown) {
            this.cause = thrown;
            return this;
        }

        /** Makes the error; the caller throws it. */
        public TckException error() {
            return new TckException(text.toString(), cause);
        }

        /** Makes an error that the user's input caused; the caller throws it. */
        public UsageException usage() {
            return new UsageException(text.toString(), cause);
        }

        private static String indent(String lines) {
            return lines.strip().replace("\n", "\n         ");
        }
    }
}
