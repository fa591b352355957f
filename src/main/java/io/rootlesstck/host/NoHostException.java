package io.rootlesstck.host;

import io.rootlesstck.base.TckException;

/** Says that no host can be used here, and why each one cannot: a prerequisite is missing. */
public final class NoHostException extends TckException {
    private static final long serialVersionUID = 1L;

    NoHostException(TckException told) {
        super(String.valueOf(told.getMessage()), told.getCause());
    }
}
