package io.rootlesstck.node;

import io.rootlesstck.base.TckException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.testcontainers.containers.Container.ExecResult;

/** One daemon of a node, as its supervisor sees it. */
public class Daemon {
    private static final String TOOL = "tck-daemon";

    /** How a wait for a daemon ended. */
    public enum Outcome {
        /** The condition holds and the daemon lives. */
        READY,
        /** The daemon ended. */
        ENDED,
        /** Neither, in the time given. */
        TIMEOUT
    }

    /**
     * What a wait saw.
     *
     * @param exit the exit code, where the daemon ended; -1 after a signal
     * @param said what the condition last printed, where the time was over
     */
    public record Waited(Outcome outcome, OptionalInt exit, String said) {}

    private final TckContainer<?> container;
    private final String name;

    Daemon(TckContainer<?> container, String name) {
        this.container = container;
        this.name = name;
    }

    /** The daemon's name, for example {@code kubelet}. */
    public String name() {
        return name;
    }

    /** Starts it with a fresh log; it is not started again when it ends. */
    public void start() {
        container.output(TOOL, "start", name);
    }

    /** Ends it and waits until it is gone; nothing happens if it does not run. */
    public void stop() {
        container.output(TOOL, "stop", name);
    }

    /**
     * Polls a condition inside the node until it holds, the daemon ends, or time is over.
     *
     * @param condition a program that exits with 0 when it holds
     */
    public Waited await(Duration limit, String... condition) {
        List<String> argv =
                new ArrayList<>(List.of(TOOL, "await", name, Long.toString(limit.toSeconds())));
        argv.addAll(Arrays.asList(condition));
        ExecResult result = container.run(argv.toArray(String[]::new));
        return switch (result.getExitCode()) {
            case 0 -> new Waited(Outcome.READY, OptionalInt.empty(), "");
            case 3 -> new Waited(Outcome.ENDED, exitCode(), "");
            case 4 -> new Waited(Outcome.TIMEOUT, OptionalInt.empty(), result.getStdout().strip());
            default -> throw unexpected("await", result);
        };
    }

    /**
     * Waits until the condition holds.
     *
     * @throws TckException if the daemon ends or time is over, with the end of its log
     */
    public void awaitReady(Duration limit, String... condition) {
        Waited waited = await(limit, condition);
        if (waited.outcome() != Outcome.READY) {
            throw TckException.of("start %s in %s".formatted(name, container.name()))
                    .found(
                            (waited.outcome() == Outcome.ENDED
                                            ? "It ended with exit code " + waited.exit().orElse(-1)
                                            : "It was not ready after %d s; last seen: %s"
                                                    .formatted(limit.toSeconds(), waited.said()))
                                    + ". The end of its log:\n"
                                    + logTail(15))
                    .error();
        }
    }

    /** The exit code of a daemon that ended; -1 after a signal; nothing while it runs. */
    public OptionalInt exitCode() {
        String exit = status().getOrDefault("exit", "");
        return exit.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(exit.split(" ")[0]));
    }

    /**
     * Makes sure that it has not ended.
     *
     * @throws TckException if it has, with the end of its log
     */
    public void requireAlive() {
        OptionalInt exit = exitCode();
        if (exit.isPresent()) {
            throw TckException.of("go on with " + container.name())
                    .found(
                            "%s of %s ended with exit code %d. The end of its log:%n%s"
                                    .formatted(
                                            name, container.name(), exit.getAsInt(), logTail(10)))
                    .error();
        }
    }

    /**
     * The process id inside the node.
     *
     * @throws TckException if it does not run
     */
    public long pid() {
        String pid = status().getOrDefault("pid", "");
        if (pid.isEmpty()) {
            throw TckException.of("look at the process of " + name + " in " + container.name())
                    .found("It does not run. The end of its log:\n" + logTail(15))
                    .error();
        }
        return Long.parseLong(pid);
    }

    /**
     * When it was last started, by the node's clock.
     *
     * @throws TckException if it never was
     */
    public Instant started() {
        String started = status().getOrDefault("started", "");
        if (started.isEmpty()) {
            throw TckException.of("ask when " + name + " was started in " + container.name())
                    .found("It never was.")
                    .error();
        }
        String[] parts = started.split("\\.", 2); // seconds and nanoseconds since 1970
        return Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    /** Everything it wrote since it was last started. */
    public String log() {
        return container.read("/run/tck/" + name + "/log");
    }

    /** The same, or a word that there is none; for evidence. */
    public String logOrNone() {
        ExecResult read = container.run("cat", "/run/tck/" + name + "/log");
        return read.getStdout() + read.getStderr();
    }

    /** The last lines of {@link #log()}. */
    public String logTail(int lines) {
        ExecResult tail =
                container.run("tail", "-n", Integer.toString(lines), "/run/tck/" + name + "/log");
        return tail.getExitCode() == 0 ? tail.getStdout() : "(it wrote no log)";
    }

    /** Lines {@code pid}, {@code exit} and {@code started} of what supervises it, by name. */
    Map<String, String> status() {
        return container
                .output(TOOL, "status", name)
                .lines()
                .map(line -> line.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    }

    private TckException unexpected(String verb, ExecResult result) {
        return TckException.of("%s %s in %s".formatted(verb, name, container.name()))
                .found(
                        "%s exited with %d: %s%s"
                                .formatted(
                                        TOOL,
                                        result.getExitCode(),
                                        result.getStdout(),
                                        result.getStderr()))
                .error();
    }
}
