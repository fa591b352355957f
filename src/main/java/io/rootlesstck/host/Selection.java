package io.rootlesstck.host;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The host that was chosen, and those that were not.
 *
 * @param host the host, running
 * @param reason why this one
 * @param passedOver the others that were looked at, in that order
 */
@API(status = API.Status.INTERNAL)
public record Selection(Host host, String reason, List<PassedOver> passedOver) {
    /** Copies the list, so that the record cannot change. */
    public Selection {
        passedOver = List.copyOf(passedOver);
    }
}
