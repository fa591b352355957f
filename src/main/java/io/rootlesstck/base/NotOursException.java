package io.rootlesstck.base;

/**
 * Says that the kit would have to change something that it did not make: a test that needs it is
 * NOT_RUN. Thrown by whatever would make the change, so that no test has to ask beforehand.
 */
public final class NotOursException extends TckException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param change what would have to be done, as the message continues "It would have to …"
     */
    public NotOursException(String change) {
        super(
                "it would have to %s; the kit did not make this cluster, and changes nothing there"
                        .formatted(change),
                null);
    }

    /**
     * Creates it for another reason than that the cluster is not the kit's.
     *
     * @param whose whose it is, as the message continues "It would have to …; …"
     */
    public NotOursException(String change, String whose) {
        super("it would have to %s; %s".formatted(change, whose), null);
    }
}
