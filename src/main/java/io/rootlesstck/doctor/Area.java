package io.rootlesstck.doctor;

/** What a check looks at; findings are shown by area, in this order. */
public enum Area {
    /** The tree of cgroups and what of it the user gets. */
    CGROUPS("Cgroups"),
    /** The user's numbers, and the programs that map them. */
    USER("User"),
    /** The user's session of systemd. */
    SESSION("Session"),
    /** Whether the user may make user namespaces. */
    USER_NAMESPACE("User namespace"),
    /** The kernel's version and parts. */
    KERNEL("Kernel"),
    /** Where images and containers are kept. */
    STORAGE("Storage"),
    /** Netfilter, devices and settings of the network. */
    NETWORK("Network"),
    /** Limits that are met late, and then with unclear messages. */
    LIMITS("Limits"),
    /** Programs that the engines start. */
    PROGRAMS("Programs");

    private final String title;

    Area(String title) {
        this.title = title;
    }

    /** The title for people. */
    public String title() {
        return title;
    }
}
