package io.rootlesstck.host;

import io.rootlesstck.base.TckException;
import org.apiguardian.api.API;

/** Says that no host can be used here, and why each one cannot: a prerequisite is missing. */
@API(status = API.Status.INTERNAL)
public final class NoHostException extends TckException {
    private static final long serialVersionUID = 1L;

    NoHostException(TckException told) {
        super(String.valueOf(told.getMessage()), told.getCause());
    }
}
