package io.rootlesstck.doctor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user's session of systemd. */
final class SessionChecks {
    private static final String LOGIN = "rootlesscontaine.rs, \"Login\"";
    private static final Pattern VERSION = Pattern.compile("systemd (\\d{1,5})\\b.*");

    // rootlesscontaine.rs, "cgroup v2": older ones do not delegate cpuset
    private static final int DELEGATES_CPUSET = 244;
    // kind, "Rootless": from this one on cpu is delegated unasked
    private static final int DELEGATES_CPU = 252;

    private SessionChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        new Topic(
                                "session.systemd",
                                Area.SESSION,
                                "Cgroups are handed to a user by systemd; without it nothing delegates them.",
                                "kubelet-in-userns, \"Before you begin\"; " + LOGIN,
                                "host.prerequisite.session.dbus"),
                        SessionChecks::systemd),
                new Check(
                        new Topic(
                                "session.runtime-dir",
                                Area.SESSION,
                                "Engines keep their sockets in XDG_RUNTIME_DIR; without it what has to do with systemd and"
                                        + " cgroups is unlikely to work.",
                                LOGIN,
                                "host.prerequisite.session.dbus"),
                        SessionChecks::runtimeFolder),
                new Check(
                        new Topic(
                                "session.dbus",
                                Area.SESSION,
                                "The systemd cgroup driver asks over D-Bus; runc then fails with \"read unix"
                                        + " @->/run/systemd/private: read: connection reset by peer\".",
                                LOGIN + ", \"Enable dbus user session\"",
                                "host.prerequisite.session.dbus"),
                        SessionChecks::bus),
                new Check(
                        new Topic(
                                "session.linger",
                                Area.SESSION,
                                "The nodes end when the user logs out, and do not start with the machine.",
                                LOGIN + ", \"Start the systemd user session on boot\"",
                                "host.prerequisite.session.linger"),
                        SessionChecks::linger));
    }

    private static Seen systemd(Target target) {
        // sd_booted(3)
        if (target.tree().facts("/run/systemd/system").filter(FileFacts::isFolder).isEmpty()) {
            return Seen.problem("this machine was not booted by systemd (no /run/systemd/system)");
        }
        Optional<Integer> version =
                target.tree()
                        .answer(List.of("systemctl", "--version"))
                        .flatMap(SessionChecks::version);
        if (version.isEmpty()) {
            return Seen.ok("systemd runs; its version is not known");
        }
        int number = version.get();
        if (number < DELEGATES_CPUSET) {
            return Seen.warning(
                    "systemd %d cannot delegate cpuset; %d and later can"
                            .formatted(number, DELEGATES_CPUSET));
        }
        return Seen.ok(
                "systemd %d%s"
                        .formatted(
                                number,
                                number < DELEGATES_CPU
                                        ? ", which delegates cpu only when told to"
                                        : ""));
    }

    /** Reads {@code systemd 257 (257.9-2.fc42)}. */
    static Optional<Integer> version(Answer answer) {
        return answer.out()
                .lines()
                .map(VERSION::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst();
    }

    private static Remedy lingering(JudgedUser user) {
        return Remedy.of("sudo loginctl enable-linger " + Remedy.quoted(user.name()));
    }

    private static Seen runtimeFolder(Target target) {
        JudgedUser user = target.user();
        String folder = user.runtimeFolder();
        if (!target.isOwn()) {
            return target.tree().has(folder)
                    ? Seen.ok(folder + " is there")
                    : Seen.problem("%s has no session (no %s)".formatted(user.name(), folder))
                            .mend(lingering(user));
        }
        Optional<String> variable = target.tree().variable("XDG_RUNTIME_DIR");
        if (variable.isEmpty()) {
            return Seen.problem(
                            "XDG_RUNTIME_DIR is not set: log in by ssh or machinectl, not by su or sudo")
                    .mend(Remedy.of("ssh %s@localhost".formatted(Remedy.quoted(user.name()))));
        }
        return target.tree()
                        .facts(variable.get())
                        .filter(facts -> facts.owner() == user.uid())
                        .isPresent()
                ? Seen.ok("XDG_RUNTIME_DIR is " + variable.get())
                : Seen.problem(
                                "XDG_RUNTIME_DIR is %s, which is not there or not of %s"
                                        .formatted(variable.get(), user.name()))
                        .mend(lingering(user));
    }

    private static Seen bus(Target target) {
        JudgedUser user = target.user();
        String folder = user.runtimeFolder();
        String socket = folder + "/bus";
        if (target.tree().facts(socket).filter(FileFacts::isSocket).isPresent()) {
            return Seen.ok(socket + " is there");
        }
        return Seen.problem(
                        "the session of %s has no D-Bus (no socket %s)"
                                .formatted(user.name(), socket))
                .mend(
                        target.tree().has(folder)
                                ? Remedy.install("dbus-user-session", "dbus-daemon")
                                : lingering(user));
    }

    private static Seen linger(Target target) {
        JudgedUser user = target.user();
        // systemd, src/login/logind-user.c: a file of the user's name
        return target.tree().has("/var/lib/systemd/linger/" + user.name())
                ? Seen.ok("the session of %s lingers".formatted(user.name()))
                : Seen.warning("the session of %s does not linger".formatted(user.name()))
                        .mend(lingering(user));
    }
}
