package io.rootlesstck.doctor;

/**
 * The user for whom a machine is judged.
 *
 * @param why how this one came to be it, for a person
 */
public record JudgedUser(String name, int uid, int gid, String home, String why) {
    /** The folder of the session, by systemd's rule. */
    String runtimeFolder() {
        return "/run/user/" + uid;
    }

    /** The cgroup of the session, by systemd's rule (rootlesscontaine.rs, "cgroup v2"). */
    String sessionCgroup() {
        return "/sys/fs/cgroup/user.slice/user-%d.slice/user@%d.service".formatted(uid, uid);
    }

    @Override
    public String toString() {
        return "%s (uid %d)".formatted(name, uid);
    }
}
