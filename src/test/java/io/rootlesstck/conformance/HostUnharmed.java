package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.Subject;
import io.rootlesstck.junit.live.HostWatch;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Scenario;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * "Motivation" of KEP-2033: what runs on the node does not touch the host. Runs after the others.
 */
@RootlessKubernetes
@Isolated("looks at all hosts, and nothing else may run on them meanwhile")
@Order(100)
@DisplayName("The host is left alone")
class HostUnharmed {
    @Claim(value = "host.unharmed.*", scenario = "kubelet/documented")
    void isAsItWas(
            Kubelets kubelets,
            HostWatch watch,
            @Subject String part,
            Scenario scenario,
            ClaimReport report) {
        assertThat(kubelets.running(scenario)).isReady();
        HostWatch.Part watched = HostWatch.Part.valueOf(part.toUpperCase(Locale.ROOT));
        int host = 0;
        for (HostWatch each : watch.everywhere()) {
            host++;
            report.evidenceJson("host-%d-before.json".formatted(host), each.before(watched));
            report.evidenceJson("host-%d-after.json".formatted(host), each.now(watched));
            assertThat(each.now(watched)).as("host %d", host).isEqualTo(each.before(watched));
        }
    }

    @Control("host.unharmed.*")
    void isSeenWhenItChanges(Kubelets kubelets, HostWatch watch, @Subject String part) {
        HostWatch.Part watched = HostWatch.Part.valueOf(part.toUpperCase(Locale.ROOT));
        watch.whileChanged(
                watched, () -> assertThat(watch.now(watched)).isNotEqualTo(watch.before(watched)));
    }
}
