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

    /** More would wait for each other: JUnit is given so many threads (pom.xml). */
    private static final int MOST = 4;

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private SideBySide() {}

    /**
     * The number of hosts: as many as said, or as there are CPUs and memory for.
     *
     * @throws io.rootlesstck.base.UsageException if {@code tck.hosts} is neither auto nor 1 to 4
     */
    public static int hosts(Settings settings) {
        if (!settings.get(Setting.HOSTS).equals(AUTO)) {
            return Integer.parseInt(settings.choice(Setting.HOSTS, AUTO, "1", "2", "3", "4"));
        }
        long fit =
                Math.min(
                        Cpus.allowed().size(),
                        availableMiB() / settings.number(Setting.HOST_MEMORY));
        return (int) Math.max(1, Math.min(MOST, fit));
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
