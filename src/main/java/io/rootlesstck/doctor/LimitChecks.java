package io.rootlesstck.doctor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Limits that are met late. */
final class LimitChecks {
    private static final String KIND = "kind, \"Rootless\", \"Increase inotify Limits\"";
    private static final long WATCHES = 524_288;
    private static final long INSTANCES = 512;

    // kind, images/base/files/usr/local/bin/entrypoint: validate_userns
    private static final long FILES = 64_000;

    // moby, contrib/check-config.sh asks it of root; in a user namespace the user's own limit
    // counts.
    private static final long KEYS = 10_000;

    private static final Pattern OPEN_FILES =
            Pattern.compile("Max open files\\s+(\\d+|unlimited)\\s+(\\d+|unlimited)\\s+files\\s*");

    private LimitChecks() {}

    static List<Check> all() {
        return List.of(
                atLeast(
                        "limits.inotify-watches",
                        "fs.inotify.max_user_watches",
                        WATCHES,
                        "Pods end with \"too many open files\" when there are many.",
                        KIND),
                atLeast(
                        "limits.inotify-instances",
                        "fs.inotify.max_user_instances",
                        INSTANCES,
                        "Pods end with \"too many open files\" when there are many.",
                        KIND),
                atLeast(
                        "limits.keys",
                        "kernel.keys.maxkeys",
                        KEYS,
                        "Each container takes a keyring of the user: beyond the limit runc fails with \"unable to create session"
                                + " key: disk quota exceeded\".",
                        "keyrings(7); Podman issue 13363; moby, contrib/check-config.sh"),
                new Check(
                        new Topic(
                                "limits.open-files",
                                Area.LIMITS,
                                "The node's programs run out of files; kind's node warns of it.",
                                "kind, images/base/files/usr/local/bin/entrypoint",
                                "kube-proxy.rlimit-nofile"),
                        LimitChecks::openFiles));
    }

    private static Check atLeast(String id, String key, long wanted, String breaks, String source) {
        return new Check(
                new Topic(id, Area.LIMITS, breaks, source),
                target -> {
                    Optional<Long> value = target.number(key);
                    if (value.isEmpty()) {
                        return Seen.notChecked("the kernel has no " + key);
                    }
                    return value.get() >= wanted
                            ? Seen.ok("%s is %d".formatted(key, value.get()))
                            : Seen.warning(
                                            "%s is %d, less than %d"
                                                    .formatted(key, value.get(), wanted))
                                    .mend(Remedy.sysctl(key, String.valueOf(wanted)));
                });
    }

    private static Seen openFiles(Target target) {
        if (!target.isOwn()) {
            return Seen.notChecked(
                    "the limit is one of the session of %s; run this as that user"
                            .formatted(target.user().name()));
        }
        return hard(target.need("/proc/self/limits"))
                .map(
                        limit ->
                                limit >= FILES
                                        ? Seen.ok(
                                                "a process may have %s files"
                                                        .formatted(
                                                                limit == Long.MAX_VALUE
                                                                        ? "any number of"
                                                                        : limit))
                                        : Seen.warning(
                                                        "a process may have %d files, less than %d"
                                                                .formatted(limit, FILES))
                                                .mend(raise(target.user())))
                .orElseGet(() -> Seen.notChecked("/proc/self/limits does not say"));
    }

    private static Remedy raise(JudgedUser user) {
        return Remedy.of(
                "echo '%s - nofile 1048576' | sudo tee /etc/security/limits.d/rootless.conf"
                        .formatted(user.name().replace("'", "")));
    }

    /** The hard limit of open files of a {@code /proc/PID/limits}, proc(5). */
    static Optional<Long> hard(String limits) {
        return limits.lines()
                .map(OPEN_FILES::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(2))
                .map(LimitChecks::number)
                .findFirst();
    }

    private static long number(String word) {
        // 18446744073709551615 and the like are no limit either
        return word.equals("unlimited") || word.length() > 18
                ? Long.MAX_VALUE
                : Long.parseLong(word);
    }
}
