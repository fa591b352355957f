package io.rootlesstck.host;

import java.util.List;
import org.apiguardian.api.API;

/** A candidate's answer. */
@API(status = API.Status.INTERNAL)
public sealed interface Offer {
    /** The host can be used, and runs. */
    record Accepted(Host host, String reason) implements Offer {}

    /** The host cannot be used, for these reasons; nothing was left on it. */
    record Refused(List<String> reasons) implements Offer {
        /** Copies the list, so that the record cannot change. */
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
