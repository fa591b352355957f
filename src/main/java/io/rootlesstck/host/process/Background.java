package io.rootlesstck.host.process;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.TckException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program that runs beside the kit and may outlive it. It carries the mark of its run, so that a
 * sweep finds it, and has a session of its own, so that Ctrl-C at the kit's terminal does not reach
 * it: the kit ends it in order.
 */
public final class Background {
    private final ProcessHandle process;
    private final Path log;

    private Background(ProcessHandle process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** A program that is about to be started. */
    public static final class Starter {
        private final RunDir run;
        private final String name;
        private final List<String> argv;
        private final Map<String, String> environment = new TreeMap<>();

        private Starter(RunDir run, String name, List<String> argv) {
            this.run = run;
            this.name = name;
            this.argv = argv;
        }

        /** Adds a variable to its environment. */
        public Starter with(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /**
         * Starts it; what it writes goes to {@code <name>.log} in the run's folder.
         *
         * @throws TckException if it cannot be started
         */
        public Background start() {
            List<String> all = new ArrayList<>(List.of("setsid"));
            all.addAll(argv);
            Path log = run.file(name + ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(all)
                            .directory(run.path().toFile())
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            builder.environment().put(RunDir.MARK, run.id());
            try {
                return new Background(builder.start().toHandle(), log);
            } catch (IOException e) {
                throw TckException.of("start " + name)
                        .found(String.valueOf(e.getMessage()))
                        .cause(e)
                        .error();
            }
        }
    }

    /**
     * Prepares a program.
     *
     * @param name names its log in the run's folder
     */
    public static Starter of(RunDir run, String name, List<String> argv) {
        return new Starter(run, name, argv);
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its process. */
    public ProcessHandle process() {
        return process;
    }

    /** The last lines that it wrote. */
    public String tail() {
        try {
            return Files.exists(log) ? Exec.Result.tail(Files.readString(log), 15) : "";
        } catch (IOException e) {
            return "(its log %s cannot be read: %s)".formatted(log, e.getMessage());
        }
    }
}
