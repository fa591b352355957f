package io.rootlesstck.junit;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.cluster.ManifestCheck;
import io.rootlesstck.evidence.EvidenceDir;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenarios;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Ledger;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * One run of the suites: what was read before it, and what is written after it.
 *
 * <p>Lives in JUnit's root store, which is closed after the last test, red or green. What {@link
 * #close()} throws makes the run red even where every single test is green.
 */
final class TckRun implements AutoCloseable {
    static final Namespace NAMESPACE = Namespace.create(TckRun.class);

    /** Where claims.yaml, matrix.yaml and the scenarios are; for the kit's own tests. */
    static final String HOME = "rootlesstck.home";

    /** Class name of the {@link CellResourcesProvider}; for the kit's own tests. */
    static final String RESOURCES = "rootlesstck.resources";

    /** Class name of the {@link ResultSink}; for the kit's own tests. */
    static final String SINK = "rootlesstck.sink";

    private final RunContext context;
    private final List<ResultSink> sinks;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final long startedNanos = System.nanoTime();
    private final List<CellRun> cells = new ArrayList<>();

    private TckRun(
            RunContext context, List<ResultSink> sinks, Optional<CellResourcesProvider> provider) {
        this.context = context;
        this.sinks = sinks;
        List<Cell> selected = context.matrix().select(context.settings());
        EvidenceDir evidence = EvidenceDir.fresh(context.output());
        for (Cell cell : selected) {
            cells.add(new CellRun(cell, context, evidence, provider));
        }
    }

    /** The run that a test belongs to; the first test starts it. */
    static TckRun of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(TckRun.class, key -> start(context), TckRun.class);
    }

    private static TckRun start(ExtensionContext context) {
        Settings settings = settings(context);
        Path home =
                context.getConfigurationParameter(HOME)
                        .map(Path::of)
                        .orElseGet(() -> KitFiles.of("scenarios"));
        Claims claims = Claims.load(home.resolve("claims.yaml"));
        List<Path> roots = new ArrayList<>();
        roots.add(home);
        settings.find(Setting.SCENARIOS).ifPresent(dir -> roots.add(Path.of(dir)));
        Scenarios scenarios = Scenarios.load(roots, claims);
        scenarios.all().forEach(RootlessNode::requirePlaces);
        ManifestCheck.check(scenarios.all());
        Matrix matrix = Matrix.load(home.resolve("matrix.yaml"));
        RunContext run =
                new RunContext(
                        settings,
                        claims,
                        scenarios,
                        matrix,
                        ledger(settings, home, claims, matrix),
                        Path.of(settings.get(Setting.OUTPUT)));
        return new TckRun(run, services(ResultSink.class, SINK, context), provider(context));
    }

    /** The named ledger, else the one beside the claims; scenarios of others may have none. */
    private static Ledger ledger(Settings settings, Path home, Claims claims, Matrix matrix) {
        Path beside = home.resolve(Ledger.NAME);
        Path file = settings.find(Setting.LEDGER).map(Path::of).orElse(beside);
        return file.equals(beside) && !Files.exists(beside)
                ? Ledger.empty()
                : Ledger.load(file, claims, matrix.names());
    }

    /** The system properties, or what the launcher or junit-platform.properties say instead. */
    private static Settings settings(ExtensionContext context) {
        Properties properties = new Properties();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("tck."))
                .forEach(name -> properties.setProperty(name, System.getProperty(name)));
        for (Setting setting : Setting.values()) {
            context.getConfigurationParameter(setting.key())
                    .ifPresent(value -> properties.setProperty(setting.key(), value));
        }
        return Settings.of(properties);
    }

    private static Optional<CellResourcesProvider> provider(ExtensionContext context) {
        List<CellResourcesProvider> found =
                services(CellResourcesProvider.class, RESOURCES, context);
        if (found.size() > 1) {
            throw TckException.of("find what makes nodes and clusters")
                    .found("more than one CellResourcesProvider: " + found)
                    .next("leave one of them on the class path")
                    .error();
        }
        return found.stream().findFirst();
    }

    /** What ServiceLoader finds, or the one class that a parameter names. */
    private static <T> List<T> services(Class<T> type, String parameter, ExtensionContext context) {
        List<T> found = new ArrayList<>();
        Optional<String> named = context.getConfigurationParameter(parameter);
        if (named.isPresent()) {
            found.add(type.cast(newInstance(named.get())));
        } else {
            ServiceLoader.load(type).forEach(found::add);
        }
        return found;
    }

    private static Object newInstance(String className) {
        try {
            return ReflectionSupport.newInstance(ReflectionSupport.tryToLoadClass(className).get());
        } catch (Exception e) {
            throw TckException.of("load " + className).found(e.toString()).cause(e).error();
        }
    }

    RunContext context() {
        return context;
    }

    boolean allowNotRun() {
        return context.settings().flag(Setting.ALLOW_NOT_RUN);
    }

    List<CellRun> cells() {
        return cells;
    }

    /** Ends the cells, writes and shows the result, and throws if the run may not be green. */
    @Override
    public void close() {
        List<Throwable> problems = new ArrayList<>();
        List<CellResult> results = new ArrayList<>();
        for (CellRun cell : cells) {
            CellFacts[] facts = {CellFacts.none()};
            attempt(() -> facts[0] = cell.facts(), problems);
            attempt(cell::close, problems);
            results.add(cell.result(facts[0]));
        }
        results.sort(Comparator.comparing(CellResult::cell));
        RunResult result =
                new RunResult(
                        RunResult.SCHEMA,
                        ResultFile.kitVersion(),
                        started,
                        Seconds.since(startedNanos),
                        List.copyOf(results));
        Path output = context.output();
        attempt(() -> ResultFile.write(output.resolve(ResultFile.NAME), result), problems);
        sinks.forEach(sink -> attempt(() -> sink.show(result, output), problems));
        throwIfNotGreen(result, problems);
    }

    /** What the ledger expects and the run did not show; single tests know nothing of that. */
    private static List<String> unexpected(RunResult result) {
        List<String> found = new ArrayList<>();
        for (CellResult cell : result.cells()) {
            for (ClaimVerdict verdict : cell.claims()) {
                LedgerNote note = verdict.ledger();
                if (note != null && verdict.verdict().isGood() && note.isGone()) {
                    found.add(
                            "[%s] %s: %s, but the ledger expects %s: %s (%s). Mend the ledger, or: tck ledger update"
                                    .formatted(
                                            cell.cell(),
                                            verdict.claim(),
                                            verdict.verdict(),
                                            note.verdict(),
                                            note.reason(),
                                            note.link()));
                }
            }
        }
        return found;
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Goes on after a failure, so that the result is written; the failure is thrown afterwards. */
    private static void attempt(Step step, List<Throwable> problems) {
        try {
            step.run();
        } catch (Exception | Error e) {
            problems.add(e);
        }
    }

    private void throwIfNotGreen(RunResult result, List<Throwable> problems) {
        List<String> reasons = new ArrayList<>();
        problems.forEach(problem -> reasons.add("the kit failed: " + problem.getMessage()));
        if (result.cells().stream().allMatch(cell -> cell.claims().isEmpty())
                && cells.stream().noneMatch(CellRun::ranOtherTests)) {
            reasons.add("suites were selected, but no claim got a verdict");
        }
        reasons.addAll(unexpected(result));
        if (!allowNotRun()) {
            for (CellResult cell : result.cells()) {
                for (ClaimVerdict verdict : cell.claims()) {
                    if (verdict.verdict() == Verdict.NOT_RUN) {
                        reasons.add(
                                "[%s] %s: NOT_RUN: %s (-D%s=true leaves the run green)"
                                        .formatted(
                                                cell.cell(),
                                                verdict.claim(),
                                                verdict.reason(),
                                                Setting.ALLOW_NOT_RUN.key()));
                    }
                }
            }
        }
        if (!reasons.isEmpty()) {
            TckException error =
                    TckException.of("end the run green").found(String.join("\n", reasons)).error();
            problems.forEach(error::addSuppressed);
            throw error;
        }
    }
}
