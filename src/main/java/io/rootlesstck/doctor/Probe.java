package io.rootlesstck.doctor;

/** What only trying can tell. Nothing of it stays. */
public enum Probe {
    /** Makes a user namespace and a mount namespace, which end at once. */
    USER_NAMESPACE,
    /** Mounts an overlay in such namespaces, upon empty temporary folders that are then removed. */
    OVERLAY
}
