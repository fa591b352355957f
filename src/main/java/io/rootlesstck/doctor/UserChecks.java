package io.rootlesstck.doctor;

import io.rootlesstck.evidence.MountInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The user's subordinate numbers, and the two programs that map them. */
final class UserChecks {
    /** KEP-2033 and rootlesscontaine.rs ask for as many. */
    private static final long ENOUGH = 65_536;

    private static final String SOURCE = "rootlesscontaine.rs, \"/etc/subuid and /etc/subgid\"";
    private static final Remedy INSTALL = Remedy.install("uidmap", "shadow-utils");

    private UserChecks() {}

    static List<Check> all() {
        return List.of(
                numbers("subuid", "user"),
                numbers("subgid", "group"),
                maps("newuidmap", "cap_setuid"),
                maps("newgidmap", "cap_setgid"));
    }

    private static Check numbers(String file, String what) {
        return new Check(
                new Topic(
                        "user." + file,
                        Area.USER,
                        "A node needs %s numbers of its own for pods; the engine ends without, and a pod may be no %s beyond them."
                                .formatted(what, what),
                        "kubelet-in-userns, \"Before you begin\"; " + SOURCE,
                        "host.prerequisite.subuid",
                        "host.prerequisite.uid-range"),
                target -> look(target, "/etc/" + file));
    }

    private static Seen look(Target target, String path) {
        JudgedUser user = target.user();
        Optional<String> text = target.tree().text(path);
        SubIds ids = SubIds.parse(text.orElse(""));
        long count = ids.count(user);
        Remedy remedy = assign(target, user);
        if (count == 0 && elsewhere(target)) {
            return Seen.notChecked(
                    "/etc/nsswitch.conf takes these numbers from elsewhere; ask getsubids "
                            + Remedy.quoted(user.name()));
        }
        if (count == 0) {
            return Seen.problem(
                            text.isEmpty()
                                    ? path + " is not there"
                                    : "%s is not listed in %s%s"
                                            .formatted(user.name(), path, bad(ids)))
                    .mend(remedy);
        }
        if (count < ENOUGH) {
            return Seen.problem(
                            "%s has %d numbers in %s, of %d that are asked for%s"
                                    .formatted(user.name(), count, path, ENOUGH, bad(ids)))
                    .mend(remedy);
        }
        List<SubIds.Range> shared = ids.shared(user);
        if (!shared.isEmpty()) {
            return Seen.warning(
                    "%s shares numbers with others in %s (%s): their containers can reach into each other's"
                            .formatted(
                                    user.name(),
                                    path,
                                    String.join(
                                            ", ", shared.stream().map(Object::toString).toList())));
        }
        if (!ids.badLines().isEmpty()) {
            return Seen.warning(
                    "%s has %d numbers in %s%s".formatted(user.name(), count, path, bad(ids)));
        }
        return Seen.ok("%d numbers of %s in %s".formatted(count, user.name(), path));
    }

    private static String bad(SubIds ids) {
        return ids.badLines().isEmpty()
                ? ""
                : "; no range of numbers: line "
                        + String.join(", ", ids.badLines().stream().map(String::valueOf).toList());
    }

    /** subid(5): since shadow 4.9 a service such as sss may know the numbers. */
    private static boolean elsewhere(Target target) {
        return target.tree()
                .text("/etc/nsswitch.conf")
                .map(
                        text ->
                                text.lines()
                                        .map(String::strip)
                                        .filter(line -> line.startsWith("subid:"))
                                        .anyMatch(
                                                line -> !line.substring(6).strip().equals("files")))
                .orElse(false);
    }

    /** Numbers that nobody has, in both files. */
    private static Remedy assign(Target target, JudgedUser user) {
        List<SubIds.Range> taken = new ArrayList<>();
        for (String file : List.of("/etc/subuid", "/etc/subgid")) {
            taken.addAll(SubIds.parse(target.tree().text(file).orElse("")).ranges());
        }
        long start = new SubIds(taken, List.of()).firstFree(ENOUGH);
        String range = "%d-%d".formatted(start, start + ENOUGH - 1);
        return Remedy.of(
                "sudo usermod --add-subuids %s --add-subgids %s %s"
                        .formatted(range, range, Remedy.quoted(user.name())));
    }

    private static Check maps(String program, String capability) {
        return new Check(
                new Topic(
                        "user." + program,
                        Area.USER,
                        "Only this program may give a user namespace more than one number; no rootless engine starts without it.",
                        SOURCE + ", \"newuidmap and newgidmap\"",
                        "host.prerequisite.subuid"),
                target -> mapper(target, program, capability));
    }

    private static Seen mapper(Target target, String program, String capability) {
        Optional<String> found = Programs.of(target.tree()).find(program);
        if (found.isEmpty()) {
            return Seen.problem(program + " is not installed").mend(INSTALL);
        }
        String path = found.get();
        Optional<MountInfo> mount = target.mounts().of(path);
        if (mount.filter(each -> each.options().contains("nosuid")).isPresent()) {
            return Seen.problem(
                    "%s lies on %s, which is mounted nosuid: it gets no rights there"
                            .formatted(path, mount.get().point()));
        }
        if (target.tree().facts(path).filter(FileFacts::isSetuidRoot).isPresent()) {
            return Seen.ok(path + " is setuid root");
        }
        Optional<Answer> asked = target.tree().answer(List.of("getcap", path));
        if (asked.isEmpty()) {
            return Seen.notChecked(
                    path
                            + " is not setuid, and there is no getcap to ask whether it has capabilities");
        }
        return asked.get().out().contains(capability)
                ? Seen.ok("%s has the capability %s".formatted(path, capability))
                : Seen.problem("%s is neither setuid root nor has %s".formatted(path, capability))
                        .mend(
                                new Remedy(
                                        "sudo apt-get install --reinstall -y uidmap",
                                        "sudo dnf reinstall -y shadow-utils"));
    }
}
