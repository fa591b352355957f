package io.rootlesstck.junit.live;

import io.rootlesstck.base.Cpus;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/** How many hosts there may be at a time, and what is each one's of this machine. */
@API(status = API.Status.INTERNAL)
public final class SideBySide {
    private static final String AUTO = "auto";

    /** More would wait for each other: JUnit is given two threads. */
    private static final int MOST = 2;

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private SideBySide() {}

    /**
     * The number of hosts.
     *
     * @throws io.rootlesstck.base.UsageException if {@code tck.hosts} is neither auto nor 1 or 2
     */
    public static int hosts(Settings settings) {
        if (!settings.get(Setting.HOSTS).equals(AUTO)) {
            return Integer.parseInt(settings.choice(Setting.HOSTS, AUTO, "1", "2"));
        }
        boolean fit =
                Cpus.allowed().size() >= MOST
                        && availableMiB() >= (long) MOST * settings.number(Setting.HOST_MEMORY);
        return fit ? MOST : 1;
    }

    /**
     * The settings for one of them: a CPU and ports of its own, and for all but the first a VM that
     * ends with the run.
     *
     * @param host counts them from 0
     */
    static Settings of(Settings settings, int host) {
        if (host == 0) {
            return settings;
        }
        List<Integer> cpus = Cpus.allowed();
        int from = cpus.indexOf(Cpus.chosen(settings));
        return settings.with(
                        Setting.HOST_CPU,
                        Integer.toString(cpus.get(Math.floorMod(from - host, cpus.size()))))
                .with(Setting.HOST_REUSE, "false")
                .with(Setting.HOST_CONTAINER_PORT, "")
                .with(Setting.PORTS, "");
    }

    private static long availableMiB() {
        try {
            return Files.readAllLines(MEMORY).stream()
                    .filter(line -> line.startsWith(AVAILABLE))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
