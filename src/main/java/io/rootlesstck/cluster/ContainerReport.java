package io.rootlesstck.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the script of a container found, as it wrote it: lines {@code name=value}, and {@code done}
 * when there is nothing to come.
 *
 * @param log all that it wrote
 * @param values by name; of a name that comes twice the last one
 */
public record ContainerReport(String log, Map<String, String> values) {
    private static final String END = "done";

    /** Copies the map, in the order of its names. */
    public ContainerReport {
        values = new TreeMap<>(values);
    }

    /** The report that a container wrote, if it is complete. */
    static Optional<ContainerReport> of(String log) {
        if (log.lines().noneMatch(END::equals)) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        log.lines()
                .filter(line -> line.indexOf('=') > 0)
                .forEach(
                        line -> {
                            String[] field = line.split("=", 2);
                            values.put(field[0], field[1]);
                        });
        return Optional.of(new ContainerReport(log, values));
    }
}
