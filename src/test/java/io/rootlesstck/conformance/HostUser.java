package io.rootlesstck.conformance;

import io.rootlesstck.base.Exec;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The user of the host that the rootless engine belongs to.
 *
 * @param root runs programs as that user, and asks about others
 */
record HostUser(HostRoot root, String uid, String name) {
    /** A user that every system has, of which neither a session nor a range of numbers is known. */
    static final String OTHER = "daemon";

    /** The one whose number is the namespace's root. */
    static HostUser of(Host host) {
        String uid = host.facts().uidMap().split("\\s+")[1];
        HostRoot root = host.root().orElseThrow();
        String name =
                root.run("id", "--user", "--name", uid)
                        .orThrow("ask the host for the name of user " + uid)
                        .out()
                        .strip();
        return new HostUser(root, uid, name);
    }

    /** Runs a program as this user, in its session. */
    Exec.Result run(String... argv) {
        return as(name, Map.of("XDG_RUNTIME_DIR", "/run/user/" + uid), argv);
    }

    /** Runs a program as this user, but outside its session, as after {@code su}. */
    Exec.Result runOutsideItsSession(String... argv) {
        return as(name, Map.of(), argv);
    }

    /** Runs a program as another user, who is not set up for rootless containers. */
    Exec.Result runAsOther(String... argv) {
        return as(OTHER, Map.of(), argv);
    }

    private Exec.Result as(String user, Map<String, String> environment, String... argv) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "runuser",
                                "-u",
                                user,
                                "--",
                                "env",
                                "--ignore-environment",
                                "--chdir=/",
                                "PATH=/usr/sbin:/usr/bin"));
        environment.forEach((key, value) -> all.add(key + "=" + value));
        all.addAll(List.of(argv));
        return root.run(all.toArray(String[]::new));
    }
}
