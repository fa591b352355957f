package io.rootlesstck.doctor;

import java.util.List;
import java.util.Optional;

/** Whether the machine lets a user make user namespaces. */
final class UserNamespaceChecks {
    private static final String SYSCTL = "rootlesscontaine.rs, \"sysctl\"";
    private static final String CLAIM = "host.prerequisite.user-namespace";
    private static final String APPARMOR = "kernel.apparmor_restrict_unprivileged_userns";
    private static final String NOBODY_STARTS = "No rootless engine starts.";

    /** RHEL 7 had 0; this is the value that everybody sets (rootlesscontaine.rs, "sysctl"). */
    private static final String USUAL_LIMIT = "28633";

    /** The user that owns nothing, by whom it is tried where nobody is judged. */
    private static final int NOBODY = 65534;

    private UserNamespaceChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        new Topic("userns.max", Area.USER_NAMESPACE, NOBODY_STARTS, SYSCTL, CLAIM),
                        UserNamespaceChecks::max),
                new Check(
                        new Topic(
                                "userns.clone", Area.USER_NAMESPACE, NOBODY_STARTS, SYSCTL, CLAIM),
                        UserNamespaceChecks::mayClone),
                new Check(
                        new Topic(
                                "userns.made",
                                Area.USER_NAMESPACE,
                                NOBODY_STARTS,
                                "kubelet-in-userns, \"Creating a user namespace\"; user_namespaces(7)",
                                CLAIM),
                        UserNamespaceChecks::made),
                apparmor("rootlesskit", List.of("rootlesskit", "docker-rootlesskit")),
                apparmor("podman", List.of("podman")),
                apparmor("k3s", List.of("k3s")));
    }

    private static Seen max(Target target) {
        Optional<Long> limit = target.number("user.max_user_namespaces");
        if (limit.isEmpty()) {
            return Seen.problem("the kernel has no user namespaces (CONFIG_USER_NS)");
        }
        return limit.get() > 0
                ? Seen.ok("user.max_user_namespaces is " + limit.get())
                : Seen.problem("user.max_user_namespaces is 0")
                        .mend(Remedy.sysctl("user.max_user_namespaces", USUAL_LIMIT));
    }

    private static Seen mayClone(Target target) {
        String key = "kernel.unprivileged_userns_clone";
        Optional<Long> value = target.number(key);
        if (value.isEmpty()) {
            return Seen.ok("this kernel does not keep them from users without root");
        }
        return value.get() == 1
                ? Seen.ok(key + " is 1")
                : Seen.problem("%s is %d".formatted(key, value.get()))
                        .mend(Remedy.sysctl(key, "1"));
    }

    private static Seen made(Target target) {
        int uid = target.anyUser().map(JudgedUser::uid).orElse(NOBODY);
        int gid = target.anyUser().map(JudgedUser::gid).orElse(NOBODY);
        String who = target.anyUser().map(JudgedUser::name).orElse("a user without root");
        Optional<Answer> tried = target.tree().probe(Probe.USER_NAMESPACE, uid, gid);
        if (tried.isEmpty()) {
            return Seen.notChecked("cannot be tried here for " + who);
        }
        if (tried.get().ok()) {
            return Seen.ok("tried: %s can make one".formatted(who));
        }
        String said = "tried: %s cannot make one: %s".formatted(who, tried.get().complaint());
        return isRestricted(target)
                ? Seen.notChecked(
                        said
                                + "; AppArmor keeps it from unshare(1), which says nothing of an engine with a profile")
                : Seen.problem(said);
    }

    static boolean isRestricted(Target target) {
        return target.number(APPARMOR).filter(value -> value != 0).isPresent();
    }

    private static Check apparmor(String name, List<String> programs) {
        return new Check(
                new Topic(
                        "userns.apparmor." + name,
                        Area.USER_NAMESPACE,
                        "%s ends with \"fork/exec /proc/self/exe: operation not permitted\" or the like."
                                .formatted(name),
                        "rootlesscontaine.rs, \"AppArmor\"",
                        CLAIM),
                target -> profile(target, name, programs));
    }

    private static Seen profile(Target target, String name, List<String> programs) {
        if (!isRestricted(target)) {
            return Seen.ok("AppArmor does not restrict user namespaces");
        }
        Optional<String> program =
                programs.stream()
                        .map(target.programs()::find)
                        .flatMap(Optional::stream)
                        .findFirst();
        if (program.isEmpty()) {
            return Seen.notChecked(
                    "%s is 1, and there is no %s whose profile could be looked for"
                            .formatted(APPARMOR, name));
        }
        String path = program.get();
        for (String file : target.tree().names("/etc/apparmor.d")) {
            if (file.contains(name)
                    && target.tree()
                            .text("/etc/apparmor.d/" + file)
                            .filter(text -> allows(text, path))
                            .isPresent()) {
                return Seen.ok("/etc/apparmor.d/%s lets %s make them".formatted(file, path));
            }
        }
        return Seen.problem("%s is 1, and no profile lets %s make them".formatted(APPARMOR, path))
                .mend(allow(path));
    }

    /** Whether a profile is for a path and has the rule {@code userns}. */
    private static boolean allows(String profile, String path) {
        return profile.contains(path)
                && profile.lines().map(String::strip).anyMatch(line -> line.startsWith("userns"));
    }

    private static Remedy allow(String path) {
        return Remedy.of(
                ("printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\n\\n%%s flags=(unconfined) {\\n  userns,\\n}\\n' %s"
                                + " | sudo tee %s && sudo systemctl restart apparmor")
                        .formatted(
                                Remedy.quoted(path),
                                Remedy.quoted(
                                        "/etc/apparmor.d/" + path.substring(1).replace('/', '.'))));
    }
}
