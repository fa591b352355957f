package io.rootlesstck.host.debian;

import io.rootlesstck.base.Hash;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.Settings;
import io.rootlesstck.host.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The file system of a host that is the kit's own, made of what lies in {@code images/host}:
 * systemd, a user with rootless Docker and Podman, and a way in by ssh.
 */
public final class HostTree {
    private static final String FOLDER = "images/host";

    /** The program in the folder that turns a Debian tree into the host. */
    private static final String CUSTOMIZE = "customize";

    private static final String RUNTIME = "/run/user/1000";

    private final Path folder = KitFiles.of(FOLDER);

    /** The user that the engines belong to. */
    public static final String USER = "tck";

    /** The folder of that user's sockets. */
    public static String runtime() {
        return RUNTIME;
    }

    /** Sockets of the engines. */
    public static Map<Engine.Kind, String> sockets() {
        return Map.of(
                Engine.Kind.DOCKER, RUNTIME + "/docker.sock",
                Engine.Kind.PODMAN, RUNTIME + "/podman/podman.sock");
    }

    /** The folder of what it is made of. */
    public Path folder() {
        return folder;
    }

    /** The program that makes the host of a Debian tree. */
    public Path customize() {
        return folder.resolve(CUSTOMIZE);
    }

    /** The names of its Debian packages. */
    public List<String> packages() {
        return lines(folder.resolve("packages"));
    }

    /** The lines of a file, without comments. */
    public static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The hash of what it is made of.
     *
     * @param others what something else is made of besides
     */
    public String hash(Path... others) {
        Hash hash = Hash.start().add(Mmdebstrap.recipe()).add(customize());
        for (Path other : others) {
            hash.add(other);
        }
        packages().forEach(hash::add);
        return hash.add(folder.resolve("masked-units")).tree(folder.resolve("rootfs")).hex();
    }

    /**
     * Makes it.
     *
     * @param run the run that this is part of
     * @param tar the file to write; its folder holds the work as well
     * @throws io.rootlesstck.base.TckException with the end of mmdebstrap's log
     */
    public void make(Settings settings, RunDir run, Path tar, Progress.Step step) {
        new Mmdebstrap(settings, packages())
                .customizedBy(folder, CUSTOMIZE)
                .markedBy(run)
                .make(tar, step);
    }
}
