package io.rootlesstck.conformance;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.OfFlavour;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.Subject;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.scenario.Scenario;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** What kind itself sets of what the page asks for, and what it makes otherwise. */
@RootlessKubernetes
@OfFlavour(Cell.KIND)
@Order(1)
@DisplayName("kind: what it sets")
class KindSets {
    private static final String KIND = "kind/documented";
    private static final String CONTAINERD = "/etc/containerd/config.toml";
    private static final String CRI = "io.containerd.grpc.v1.cri";

    @Claim(value = "kind.gate", scenario = KIND)
    void turnsTheGateOn(
            Kubelets kubelets, Scenario scenario, @Subject String gate, ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        KubeadmFiles.requireGate(kubelets, kubelets.node(), gate, report);
    }

    @Claim(value = "kind.cgroup-driver", scenario = KIND)
    void usesTheSystemdDriver(Kubelets kubelets, Scenario scenario, ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        KubeadmFiles.requireSystemdDriver(kubelets, report);
    }

    @Claim(value = "kind.conntrack.*", scenario = KIND)
    void leavesConntrackAlone(
            Kubelets kubelets,
            Scenario scenario,
            PageClaim claim,
            @Subject String key,
            ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        KubeadmFiles.requireConntrack(kubelets, key, claim.flag(), report);
    }

    @Claim(value = "kind.containerd.*", scenario = KIND)
    void givesContainerdTheKeys(
            Kubelets kubelets, Scenario scenario, @Subject String key, ClaimReport report)
            throws IOException {
        assertThat(kubelets.running(scenario)).isReady();
        String file = kubelets.node().read(CONTAINERD);
        report.evidence("containerd.toml", file);
        String value =
                new TomlMapper()
                        .readTree(file)
                        .path("plugins")
                        .path(CRI)
                        .path(key)
                        .asText("not set");
        report.measured(key, value);
        if (value.equals("not set")) {
            report.drifted(
                    "kind does without %s, and its node is Ready all the same".formatted(key));
            return;
        }
        assertThat(value).as(key + " in " + CONTAINERD).isEqualTo("true");
    }
}
