package io.rootlesstck.host;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Programs that run for a while on a host that is the kit's own, as transient services of its
 * systemd.
 *
 * <p>They share one slice, so that whatever is left of a killed run ends by one word, and what a
 * service is told to put back when it stops is put back then as well.
 */
@API(status = API.Status.INTERNAL)
public final class HostServices implements AutoCloseable {
    private static final String SLICE = "tck.slice";
    private static final String LOG_LINES = "30";

    private final HostRoot root;

    /** Uses a host; nothing is started. */
    public HostServices(HostRoot root) {
        this.root = root;
    }

    /** Ends all such services of a host, also those of a run that was killed. */
    public static void sweep(HostRoot root) {
        root.run("systemctl", "stop", SLICE).orThrow("end the kit's services on the host");
        root.run("systemctl", "reset-failed").orThrow("forget the kit's failed services");
    }

    /**
     * Starts a program.
     *
     * @param name of the service, without prefix and ending
     * @param properties settings of a systemd service, for example {@code After=…}
     * @param argv the program with its whole path, and its arguments
     */
    public void start(String name, List<String> properties, String... argv) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "systemd-run",
                                "--quiet",
                                "--unit=" + unit(name),
                                "--slice",
                                SLICE));
        properties.forEach(property -> all.add("--property=" + property));
        all.add("--");
        all.addAll(List.of(argv));
        root.run(all.toArray(String[]::new)).orThrow("start %s on the host".formatted(name));
    }

    /** The unit of a service, for settings such as {@code After=}. */
    public static String unit(String name) {
        return "tck-" + name + ".service";
    }

    /** Whether a service runs, or has done what it was started for. */
    public boolean active(String name) {
        return root.run("systemctl", "is-active", "--quiet", unit(name)).ok();
    }

    /** Ends a service and waits until it is gone. */
    public void stop(String name) {
        root.run("systemctl", "stop", unit(name)).orThrow("end %s on the host".formatted(name));
    }

    /** The end of what a service wrote. */
    public String log(String name) {
        return root.run("journalctl", "--no-pager", "-o", "cat", "-n", LOG_LINES, "-u", unit(name))
                .out();
    }

    @Override
    public void close() {
        sweep(root);
    }
}
