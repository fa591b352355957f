package io.rootlesstck.base;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;
import org.zeroturnaround.exec.stop.ProcessStopper;
import org.zeroturnaround.exec.stream.LogOutputStream;

/**
 * Runs a program to its end. An argument vector, never a shell line: nothing in an argument can
 * become a command.
 */
public final class Exec {
    /** What a program left behind: its exit code, and what it wrote. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public record Result(List<String> argv, int exit, String out, String err) {
        /** Whether it exited with 0. */
        public boolean ok() {
            return exit == 0;
        }

        /**
         * This result, if the program exited with 0.
         *
         * @param tried what the program was run for, as the message continues "Could not …"
         * @throws TckException if it did not, with the end of its output
         */
        public Result orThrow(String tried) {
            if (ok()) {
                return this;
            }
            throw TckException.of(tried)
                    .found(
                            "`%s` exited with %d:\n%s"
                                    .formatted(String.join(" ", argv), exit, tail(out + err, 20)))
                    .error();
        }

        /** The last lines of a text. */
        public static String tail(String text, int lines) {
            List<String> all = text.lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        }
    }

    private final List<String> argv;
    private final Map<String, String> environment = new TreeMap<>();
    private @Nullable Path directory;
    private @Nullable Path log;
    private byte[] input = new byte[0];
    private Duration limit = Duration.ofMinutes(5);
    private @Nullable Consumer<String> lines;
    private boolean endsWithUs;

    private Exec(List<String> argv) {
        this.argv = List.copyOf(argv);
    }

    /** Prepares a program with its arguments. */
    public static Exec of(String... argv) {
        return new Exec(List.of(argv));
    }

    /** Prepares a program with its arguments. */
    public static Exec of(List<String> argv) {
        return new Exec(argv);
    }

    /** Sets the working directory. */
    public Exec in(Path folder) {
        this.directory = folder;
        return this;
    }

    /** Adds a variable to the environment. */
    public Exec with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Gives the program this text to read. */
    public Exec input(String text) {
        this.input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Appends what the program writes to a file as well; errors then name it. */
    public Exec log(Path file) {
        this.log = file;
        return this;
    }

    /** Hands every line that the program writes, as it comes, to a listener. */
    public Exec lines(Consumer<String> listener) {
        this.lines = listener;
        return this;
    }

    /** Asks the program to end when this process does, for one that tidies up after itself. */
    public Exec endsWithUs() {
        this.endsWithUs = true;
        return this;
    }

    /** Bounds the run; 5 minutes if this is not called. */
    public Exec within(Duration time) {
        this.limit = time;
        return this;
    }

    /**
     * Runs the program and waits for its end. When the waiting thread is interrupted or the time is
     * over, the program and what it started are killed.
     *
     * @throws TckException if the program cannot be started, takes too long, or is interrupted
     */
    public Result run() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String tried = "run `" + String.join(" ", argv) + "`";
        try (OutputStream file = openLog()) {
            ProcessExecutor executor =
                    new ProcessExecutor(argv)
                            .environment(environment)
                            .redirectInput(new ByteArrayInputStream(input))
                            .redirectOutput(out)
                            .redirectOutputAlsoTo(file)
                            .redirectError(err)
                            .redirectErrorAlsoTo(file)
                            .stopper(TREE)
                            .timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (directory != null) {
                executor.directory(directory.toFile());
            }
            if (endsWithUs) {
                executor.destroyOnExit();
            }
            if (lines != null) {
                executor.redirectOutputAlsoTo(perLine(lines)).redirectErrorAlsoTo(perLine(lines));
            }
            ProcessResult result = executor.execute();
            return new Result(argv, result.getExitValue(), utf8(out), utf8(err));
        } catch (IOException e) {
            throw TckException.of(tried)
                    .found(String.valueOf(e.getMessage()))
                    .next("Check that the program is installed and on the PATH.")
                    .cause(e)
                    .error();
        } catch (TimeoutException e) {
            throw TckException.of(tried + " within " + limit.toSeconds() + " s")
                    .found(
                            "It was still running and was killed; its last lines:\n"
                                    + Result.tail(utf8(out) + utf8(err), 20))
                    .cause(e)
                    .error();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TckException.of(tried).found("The run was interrupted.").cause(e).error();
        }
    }

    /** Kills a process and all that it started: a build's compilers outlive their parent else. */
    private static final ProcessStopper TREE =
            process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            };

    private OutputStream openLog() throws IOException {
        if (log == null) {
            return OutputStream.nullOutputStream();
        }
        Path parent = log.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        // Both streams append to one file; each write is small, so a plain lock is enough.
        return new FileOutputStream(log.toFile(), true) {
            @Override
            public synchronized void write(byte[] b, int off, int len) throws IOException {
                super.write(b, off, len);
            }
        };
    }

    private static LogOutputStream perLine(Consumer<String> listener) {
        return new LogOutputStream() {
            @Override
            protected void processLine(String line) {
                listener.accept(line);
            }
        };
    }

    private static String utf8(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
