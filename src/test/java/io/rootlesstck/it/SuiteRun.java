package io.rootlesstck.it;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.base.Exec;
import io.rootlesstck.junit.SuitesProcess;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A run of the kit's suites as a user starts one, and the result that it wrote. */
final class SuiteRun {
    private static final Duration LIMIT = Duration.ofMinutes(25);

    /** The CPUs that hosts of runs side by side are pinned to, counted from the last one. */
    private static final BlockingQueue<Integer> CPUS = new LinkedBlockingQueue<>(List.of(-1, -2));

    private final Path output;
    private final SuitesProcess process = SuitesProcess.of(classPath());

    private SuiteRun(Path output) {
        this.output = output;
        // What this test itself was given holds for the run as well: the cache, a mirror.
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("tck."))
                .forEach(name -> set(name, System.getProperty(name)));
        set("tck.output", output.toString());
    }

    /** Prepares a run that writes to a folder. */
    static SuiteRun to(Path output) {
        return new SuiteRun(output);
    }

    /** Sets a property of the kit. */
    SuiteRun set(String property, String value) {
        process.set(property, value);
        return this;
    }

    /** Sets a variable of the environment. */
    SuiteRun with(String variable, String value) {
        process.with(variable, value);
        return this;
    }

    /** Runs only the suites whose class name matches this, or another such expression. */
    SuiteRun only(String regex) {
        process.only(regex);
        return this;
    }

    /** Runs only the suites about the kubelet, and the one that looks at the host afterwards. */
    SuiteRun onlyTheKubelets() {
        return only("io\\.rootlesstck\\.conformance\\.(Kubelet.*|HostUnharmed)");
    }

    /** What a run ended with. */
    record Ended(boolean green, RunResult result, String log) {
        /** The verdicts by claim; all are of the one cell that was run. */
        SortedMap<String, ClaimVerdict> verdicts() {
            SortedMap<String, ClaimVerdict> verdicts = new TreeMap<>();
            result.cells()
                    .forEach(
                            cell ->
                                    cell.claims()
                                            .forEach(each -> verdicts.put(each.claim(), each)));
            return verdicts;
        }

        /** Why a claim got its verdict. */
        String reason(String claim) {
            return Optional.ofNullable(verdicts().get(claim)).orElseThrow().reason();
        }

        /** The claims that got a verdict. */
        List<String> with(Verdict verdict) {
            return verdicts().values().stream()
                    .filter(each -> each.verdict() == verdict)
                    .map(ClaimVerdict::claim)
                    .toList();
        }

        /** All verdicts with their reasons, for a failure's message. */
        @Override
        public String toString() {
            return verdicts().values().stream()
                    .map(each -> each.claim() + " " + each.verdict() + " " + each.reason())
                    .collect(joining("\n"));
        }
    }

    /** Runs to the end, where two others are running after one of them. */
    Ended run() throws InterruptedException {
        Integer cpu = CPUS.take();
        try {
            return run(cpu);
        } finally {
            CPUS.add(cpu);
        }
    }

    private Ended run(int cpu) {
        set("tck.host.cpu", Integer.toString(cpu));
        Exec.Result result = process.run(LIMIT, line -> System.out.println("  | " + line));
        return new Ended(
                result.ok(), ResultFile.read(output.resolve(ResultFile.NAME)), result.out());
    }

    /** Surefire hides the class path in a jar's manifest, and tells it here. */
    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
