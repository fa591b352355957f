package io.rootlesstck.it;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
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
 * Runs suites in a process of their own, for Testcontainers knows one engine a process. Exits with
 * 0 where they are green and with 1 where they are red. Arguments: class names, or none for all.
 */
final class Suites {
    private Suites() {}

    public static void main(String[] classes) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request()
                        .filters(
                                EngineFilter.includeEngines("junit-jupiter"),
                                ClassNameFilter.includeClassNamePatterns(".*"));
        if (classes.length == 0) {
            request.selectors(selectPackage("io.rootlesstck.conformance"));
        }
        for (String name : classes) {
            request.selectors(selectClass(name));
        }
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request.build(), summary);
        }
        summary.getSummary()
                .printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), 3);
        System.exit(summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }
}
