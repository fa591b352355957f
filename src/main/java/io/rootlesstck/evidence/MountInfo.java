package io.rootlesstck.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * One mount, as a line of {@code /proc/PID/mountinfo} describes it (proc(5)).
 *
 * @param root the folder of the file system that is its root
 * @param point where it is mounted
 * @param options of the mount, for example {@code ro}
 * @param type of the file system
 * @param source what is mounted
 * @param superOptions of the file system, for example {@code size=4096k}
 */
@API(status = API.Status.INTERNAL)
public record MountInfo(
        String root,
        String point,
        List<String> options,
        String type,
        String source,
        List<String> superOptions) {
    private static final int ROOT = 3;
    private static final int POINT = 4;
    private static final int OPTIONS = 5;

    /** Copies the lists. */
    public MountInfo {
        options = List.copyOf(options);
        superOptions = List.copyOf(superOptions);
    }

    /**
     * Reads one line.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static MountInfo parse(String line) {
        String[] halves = line.strip().split(" - ", 2);
        String[] mount = halves[0].split(" ");
        String[] system = halves.length < 2 ? new String[0] : halves[1].split(" ");
        if (mount.length <= OPTIONS || system.length < 3) {
            throw new IllegalArgumentException("no line of a mountinfo: " + line);
        }
        return new MountInfo(
                mount[ROOT],
                mount[POINT],
                options(mount[OPTIONS]),
                system[0],
                system[1],
                options(system[2]));
    }

    /** The mount at a folder, the last one where several lie upon each other. */
    public static Optional<MountInfo> at(String point, String mountinfo) {
        return mountinfo
                .lines()
                .map(MountInfo::parse)
                .filter(mount -> mount.point().equals(point))
                .reduce((below, above) -> above);
    }

    private static List<String> options(String list) {
        return Arrays.asList(list.split(","));
    }
}
