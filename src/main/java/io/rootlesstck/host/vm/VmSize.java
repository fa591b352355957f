package io.rootlesstck.host.vm;

import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The share of this machine that the embedded VM gets.
 *
 * @param cpu the one CPU that it runs on
 * @param memoryMiB the most memory that it takes, in MiB
 */
record VmSize(int cpu, int memoryMiB) {
    private static final String LAST = "last";
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Reads the settings. */
    static VmSize of(Settings settings) {
        return new VmSize(cpu(settings), settings.number(Setting.HOST_MEMORY));
    }

    private static int cpu(Settings settings) {
        String value = settings.get(Setting.HOST_CPU);
        if (value.equals(LAST)) {
            return lastAllowed();
        }
        try {
            int cpu = Integer.parseInt(value);
            if (cpu >= 0) {
                return cpu;
            }
        } catch (NumberFormatException notANumber) {
            throw settings.bad(Setting.HOST_CPU, "the number of a CPU or " + LAST);
        }
        throw settings.bad(Setting.HOST_CPU, "the number of a CPU or " + LAST);
    }

    /** The last CPU that this process may use: a container may not have all of the machine's. */
    private static int lastAllowed() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .mapToInt(VmSize::lastOf)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last number of a list such as {@code Cpus_allowed_list: 0-3,7}. */
    static int lastOf(String line) {
        return Integer.parseInt(line.replaceFirst(".*[^0-9]", ""));
    }
}
