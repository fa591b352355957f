package io.rootlesstck.component;

import java.io.IOException;

/** A site that does not have something, or does not answer: another source may. */
final class NotServed extends IOException {
    private static final long serialVersionUID = 1L;

    NotServed(String reason) {
        super(reason);
    }
}
