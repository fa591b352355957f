package io.rootlesstck.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The CPUs that this process may use: a container may not have all of the machine's. */
public final class Cpus {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LAST = "last";
    private static final String LIST = "Cpus_allowed_list:";

    private Cpus() {}

    /** Their numbers, ascending. */
    public static List<Integer> allowed() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(LIST))
                    .map(line -> parse(line.substring(LIST.length()).strip()))
                    .findFirst()
                    .orElse(List.of(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The one that {@code tck.host.cpu} names: a number, {@code last}, or a negative number, which
     * counts from the last one, and on from there where there are fewer.
     *
     * @throws UsageException for anything else
     */
    public static int chosen(Settings settings) {
        String value = settings.get(Setting.HOST_CPU);
        try {
            int number = value.equals(LAST) ? -1 : Integer.parseInt(value);
            List<Integer> allowed = allowed();
            return number >= 0 ? number : allowed.get(Math.floorMod(number, allowed.size()));
        } catch (NumberFormatException notANumber) {
            throw settings.bad(Setting.HOST_CPU, "the number of a CPU or " + LAST);
        }
    }

    /** The numbers of a list such as {@code 0-3,7} (proc_pid_status(5), Cpus_allowed_list). */
    static List<Integer> parse(String list) {
        return Arrays.stream(list.split(","))
                .map(range -> range.split("-", 2))
                .flatMapToInt(
                        ends ->
                                IntStream.rangeClosed(
                                        Integer.parseInt(ends[0]),
                                        Integer.parseInt(ends[ends.length - 1])))
                .boxed()
                .toList();
    }
}
