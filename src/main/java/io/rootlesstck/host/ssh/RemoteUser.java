package io.rootlesstck.host.ssh;

import io.rootlesstck.host.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a user of another machine has there.
 *
 * @param uid the user's number
 * @param architecture what {@code uname -m} says
 * @param runtime the folder of the user's sockets
 * @param sockets the sockets of engines that are there, as paths below that folder
 */
record RemoteUser(String uid, String architecture, String runtime, List<String> sockets) {
    /** Where rootless engines listen, below the user's runtime folder. */
    private static final Map<Engine.Kind, String> SOCKETS =
            Map.of(
                    Engine.Kind.DOCKER, "docker.sock",
                    Engine.Kind.PODMAN, "podman/podman.sock");

    /** The kit's images and components are built for this one. */
    private static final String ARCHITECTURE = "x86_64";

    private static final String MARK = "tck:";

    /**
     * One line without quotes in quotes: it passes through whatever shell the user has there. Lines
     * are marked, since a user's shell may greet.
     */
    private static final String SCRIPT =
            "uid=$(id -u); run=${XDG_RUNTIME_DIR:-/run/user/$uid};"
                    + " echo tck:uid=$uid; echo tck:architecture=$(uname -m);"
                    + " echo \"tck:runtime=$run\";"
                    + " for each in docker.sock podman/podman.sock;"
                    + " do test -S \"$run/$each\" && echo tck:socket=$each; done; true";

    /** Copies the list, so that the record cannot change. */
    RemoteUser {
        sockets = List.copyOf(sockets);
    }

    /** The program that asks. */
    static String[] question() {
        return new String[] {"sh", "-c", SCRIPT};
    }

    /** Reads the answer; nothing where it is none. */
    static Optional<RemoteUser> of(String printed) {
        Map<String, String> facts = new TreeMap<>();
        List<String> sockets = new ArrayList<>();
        printed.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(MARK) && line.contains("="))
                .map(line -> line.substring(MARK.length()).split("=", 2))
                .forEach(
                        fact -> {
                            if (fact[0].equals("socket")) {
                                sockets.add(fact[1]);
                            } else {
                                facts.put(fact[0], fact[1]);
                            }
                        });
        String uid = facts.getOrDefault("uid", "");
        String runtime = facts.getOrDefault("runtime", "");
        return uid.matches("[0-9]+") && runtime.startsWith("/")
                ? Optional.of(
                        new RemoteUser(
                                uid, facts.getOrDefault("architecture", ""), runtime, sockets))
                : Optional.empty();
    }

    /** Where the user's engine of a kind listens, if it does. */
    Optional<String> socket(Engine.Kind kind) {
        return Optional.ofNullable(SOCKETS.get(kind))
                .filter(sockets::contains)
                .map(below -> runtime + "/" + below);
    }

    /** Why this user's engine of a kind cannot be used; nothing if there is one to be asked. */
    Optional<String> fault(Engine.Kind kind) {
        if (uid.equals("0")) {
            return Optional.of(
                    "the user there is root, and a rootless engine is a user's: log in as the user"
                            + " who has one");
        }
        if (!architecture.equals(ARCHITECTURE)) {
            return Optional.of(
                    "it is a machine of architecture %s, and the kit's nodes are built for %s"
                            .formatted(architecture, ARCHITECTURE));
        }
        if (socket(kind).isPresent()) {
            return Optional.empty();
        }
        String others =
                String.join(
                        ", ",
                        new TreeSet<>(
                                SOCKETS.keySet().stream()
                                        .filter(each -> socket(each).isPresent())
                                        .map(
                                                each ->
                                                        "%s is there (-Dtck.engine=%s)"
                                                                .formatted(
                                                                        each.title(), each.word()))
                                        .toList()));
        return Optional.of(
                "there is no socket %s/%s of user %s%s; %s"
                        .formatted(
                                runtime,
                                SOCKETS.get(kind),
                                uid,
                                others.isEmpty() ? "" : ", but " + others,
                                start(kind)));
    }

    private static String start(Engine.Kind kind) {
        return switch (kind) {
            case DOCKER ->
                    "install rootless Docker there (dockerd-rootless-setuptool.sh install) and let"
                            + " it run on (loginctl enable-linger)";
            case PODMAN ->
                    "start it there (systemctl --user enable --now podman.socket) and let it run on"
                            + " (loginctl enable-linger)";
        };
    }
}
