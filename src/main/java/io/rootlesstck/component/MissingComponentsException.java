package io.rootlesstck.component;

import io.rootlesstck.base.TckException;

/** Says that components cannot be had from any source, with each source's reason. */
public final class MissingComponentsException extends TckException {
    private static final long serialVersionUID = 1L;

    MissingComponentsException(TckException.Builder message) {
        super(String.valueOf(message.error().getMessage()), null);
    }
}
