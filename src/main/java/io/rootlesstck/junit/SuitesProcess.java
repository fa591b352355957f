package io.rootlesstck.junit;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.KitFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * A run of the suites in a process of its own, as a user starts one with {@code mvn test}: for a
 * run that needs other settings, another engine, or a CPU of its own.
 */
@API(status = API.Status.INTERNAL)
public final class SuitesProcess {
    /** Among the kit's tests, for the suites are. */
    private static final String MAIN = "io.rootlesstck.Suites";

    private final String classPath;
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> patterns = new ArrayList<>();

    private SuitesProcess(String classPath) {
        this.classPath = classPath;
        set("kubernetes.disable.autoConfig", "true");
        set("logback.configurationFile", "io/rootlesstck/logback.xml");
        Optional.ofNullable(System.getProperty(KitFiles.CHECKOUT))
                .ifPresent(home -> set(KitFiles.CHECKOUT, home));
        // The kit sweeps by its own labels; no image can be pulled where it runs.
        with("TESTCONTAINERS_RYUK_DISABLED", "true");
    }

    /** Prepares a run with a class path that has the kit, its tests, and what they need. */
    public static SuitesProcess of(String classPath) {
        return new SuitesProcess(classPath);
    }

    /** Sets a system property. */
    public SuitesProcess set(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /** Sets a variable of the environment. */
    public SuitesProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs only the suites whose class name matches this, or another such expression. */
    public SuitesProcess only(String regex) {
        patterns.add(regex);
        return this;
    }

    /**
     * Runs to the end.
     *
     * @param lines gets what the run writes
     * @return a result that is {@code ok()} where the run is green
     * @throws io.rootlesstck.base.TckException if it takes longer than the limit
     */
    public Exec.Result run(Duration limit, Consumer<String> lines) {
        List<String> argv = new ArrayList<>();
        argv.add(ProcessHandle.current().info().command().orElse("java"));
        properties.forEach((name, value) -> argv.add("-D" + name + "=" + value));
        argv.addAll(List.of("-cp", classPath, MAIN));
        argv.addAll(patterns);
        Exec exec = Exec.of(argv).within(limit).lines(lines).endsWithUs();
        environment.forEach(exec::with);
        return exec.run();
    }
}
