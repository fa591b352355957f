package io.rootlesstck.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The user namespace of a process.
 *
 * @param link what {@code /proc/PID/ns/user} points to, for example {@code user:[4026532430]}
 * @param uidMap {@code /proc/PID/uid_map}, one line a range, single spaces
 */
public record UserNamespace(String link, String uidMap) {
    /**
     * Of the namespace that the kernel starts with: USER_NS_INIT_INO, include/uapi/linux/nsfs.h.
     */
    public static final long INITIAL = 4026531837L;

    /** Brings the map into one form: the kernel pads its columns. */
    public UserNamespace {
        link = link.strip();
        uidMap =
                uidMap.lines()
                        .map(line -> line.strip().replaceAll("\\s+", " "))
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("\n"));
    }

    /** The user namespace of this Java process. */
    public static UserNamespace ofThisProcess() {
        try {
            return new UserNamespace(
                    Files.readSymbolicLink(Path.of("/proc/self/ns/user")).toString(),
                    Files.readString(Path.of("/proc/self/uid_map")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is the one that the kernel starts with. */
    public boolean isInitial() {
        return link.equals("user:[" + INITIAL + "]");
    }

    /** How many user numbers it has: the lengths of its map's ranges together. */
    public long users() {
        return uidMap.lines().mapToLong(line -> Long.parseLong(line.split(" ")[2])).sum();
    }

    @Override
    public String toString() {
        return link + " (uid_map " + uidMap.replace("\n", ", ") + ")";
    }
}
