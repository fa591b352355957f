package io.rootlesstck.cli;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.diff.MergedEvidence;
import io.rootlesstck.diff.ResultMerge;
import io.rootlesstck.diff.Source;
import io.rootlesstck.junit.SuitesProcess;
import io.rootlesstck.junit.live.SideBySide;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Runs the suites in several cells, each in a process of its own: what one cell needs is given back
 * before the next one begins, and one that breaks does not take the others with it.
 */
final class CellRuns {
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final String SUITES = "io\\.rootlesstck\\.conformance\\.";
    private static final String CLASS_PATH = "target/tck.test-classpath";

    private final Settings settings;
    private final Path output;
    private final Function<Cell, Collection<String>> suites;
    private final List<Source> earlier;

    /**
     * Prepares.
     *
     * @param settings those of every run
     * @param suites their simple class names, or expressions for these; none for all
     */
    CellRuns(Settings settings, List<String> suites) {
        this(settings, cell -> suites, List.of());
    }

    private CellRuns(
            Settings settings, Function<Cell, Collection<String>> suites, List<Source> earlier) {
        this.settings = settings;
        this.output = Path.of(settings.get(Setting.OUTPUT)).toAbsolutePath();
        this.suites = suites;
        this.earlier = List.copyOf(earlier);
    }

    /**
     * Prepares to run some suites again.
     *
     * @param earlier what they are joined with: there the tests that said nothing then are left out
     * @param suites their simple class names, by the cell
     */
    static CellRuns again(
            Settings settings,
            List<Source> earlier,
            Map<String, ? extends Collection<String>> suites) {
        return new CellRuns(settings, cell -> suites.get(cell.id()), earlier);
    }

    /**
     * What came of them.
     *
     * @param green whether each run was
     * @param result of all cells, as it was written to the output folder
     */
    record Ended(boolean green, RunResult result) {}

    /**
     * Runs them all, side by side where there is room for their hosts, and joins their results in
     * the output folder.
     *
     * @throws TckException if the kit does not compile, or a run leaves no result
     */
    Ended run(List<Cell> cells) {
        int atATime = Math.min(cells.size(), SideBySide.hosts(settings));
        String classPath = classPath();
        BlockingQueue<Integer> cpus = new LinkedBlockingQueue<>();
        IntStream.rangeClosed(1, atATime).forEach(each -> cpus.add(-each));
        List<Callable<Boolean>> runs = new ArrayList<>();
        for (Cell cell : cells) {
            runs.add(
                    () -> {
                        Integer cpu = cpus.take();
                        try {
                            return run(cell, classPath, atATime > 1 ? cpu.toString() : "");
                        } finally {
                            cpus.add(cpu);
                        }
                    });
        }
        boolean green = all(runs, atATime);
        return new Ended(green, merge(cells));
    }

    private static boolean all(List<Callable<Boolean>> runs, int atATime) {
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        try {
            boolean green = true;
            for (Future<Boolean> run : threads.invokeAll(runs)) {
                green &= run.get();
            }
            return green;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TckException known) {
                throw known;
            }
            throw TckException.of("run the suites").cause(e).error();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TckException.of("run the suites").found("It was interrupted.").cause(e).error();
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean run(Cell cell, String classPath, String cpu) throws IOException {
        Files.deleteIfExists(result(cell)); // an earlier run's must not be taken for this one's
        SuitesProcess process = SuitesProcess.of(classPath);
        for (Setting setting : Setting.values()) {
            settings.find(setting).ifPresent(value -> process.set(setting.key(), value));
        }
        settings.components()
                .forEach((name, file) -> process.set(Setting.COMPONENT_PREFIX + name, file));
        for (Setting whichCell : Matrix.CHOOSING) {
            process.set(whichCell.key(), "");
        }
        process.set(Setting.CELL.key(), cell.id());
        process.set(Setting.OUTPUT.key(), folder(cell).toString());
        if (!cpu.isEmpty()) {
            process.set(Setting.HOST_CPU.key(), cpu).set(Setting.HOSTS.key(), "1");
        }
        suites.apply(cell).forEach(suite -> process.only(SUITES + suite));
        return Progress.run(
                "cell " + cell,
                step -> process.run(LIMIT, line -> Progress.line(cell + " | " + line)).ok());
    }

    private Path folder(Cell cell) {
        return output.resolve("cells").resolve(cell.id());
    }

    private Path result(Cell cell) {
        return folder(cell).resolve(ResultFile.NAME);
    }

    private RunResult merge(List<Cell> cells) {
        Path file = output.resolve(ResultFile.NAME);
        List<Source> shards = new ArrayList<>(earlier);
        for (Cell cell : cells) {
            Path result = result(cell);
            if (!Files.exists(result)) {
                throw TckException.of("read what the run of " + cell + " found")
                        .found(result + " is not there: the run ended before it began to test.")
                        .next("Its last lines are above.")
                        .error();
            }
            shards.addAll(Source.read(result));
        }
        try (MergedEvidence evidence = MergedEvidence.beside(file)) {
            RunResult all = new ResultMerge(!earlier.isEmpty()).of(evidence.copy(shards));
            evidence.keep();
            ResultFile.write(file, all);
            return all;
        }
    }

    /** Compiles the kit and its suites, and says where all that they need lies. */
    private static String classPath() {
        Path home = KitFiles.home();
        Path file = home.resolve(CLASS_PATH);
        Progress.run(
                "kit: compile",
                step ->
                        Exec.of(
                                        "mvn",
                                        "-q",
                                        "-B",
                                        "test-compile",
                                        "dependency:build-classpath",
                                        "-Dmdep.includeScope=test",
                                        "-Dmdep.outputFile=" + file)
                                .in(home)
                                .within(Duration.ofMinutes(15))
                                .run()
                                .orThrow("compile the kit"));
        try {
            return "%s:%s:%s"
                    .formatted(
                            home.resolve("target/test-classes"),
                            home.resolve("target/classes"),
                            Files.readString(file).strip());
        } catch (IOException e) {
            throw TckException.of("read " + file).found(e.toString()).cause(e).error();
        }
    }
}
