package io.rootlesstck.host;

import java.util.List;

/**
 * The host that was chosen, and those that were not.
 *
 * @param host the host, running
 * @param reason why this one
 * @param passedOver the others that were looked at, in that order
 */
public record Selection(Host host, String reason, List<PassedOver> passedOver) {
    /** Copies the list, so that the record cannot change. */
    public Selection {
        passedOver = List.copyOf(passedOver);
    }
}
