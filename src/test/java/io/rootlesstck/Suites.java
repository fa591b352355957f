package io.rootlesstck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs suites in a process of their own, as {@code mvn test} does; see SuitesProcess. Exits with 0
 * where they are green and with 1 where they are red. Arguments: regular expressions of class
 * names; none for all suites.
 */
final class Suites {
    private static final String ALL = "io\\.rootlesstck\\.conformance\\..*";
    private static final String PARALLEL = "junit.jupiter.execution.parallel.";

    private Suites() {}

    public static void main(String[] patterns) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage("io.rootlesstck"))
                        .filters(
                                EngineFilter.includeEngines("junit-jupiter"),
                                ClassNameFilter.includeClassNamePatterns(
                                        patterns.length == 0 ? new String[] {ALL} : patterns))
                        // As the pom has it for mvn test.
                        .configurationParameter(PARALLEL + "enabled", "true")
                        .configurationParameter(
                                PARALLEL + "config.executor-service", "worker_thread_pool")
                        .configurationParameter(PARALLEL + "config.strategy", "fixed")
                        .configurationParameter(PARALLEL + "config.fixed.parallelism", "2");
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request.build(), summary);
        }
        summary.getSummary()
                .printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), 3);
        System.exit(summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }
}
