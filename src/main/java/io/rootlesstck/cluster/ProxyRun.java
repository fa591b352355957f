package io.rootlesstck.cluster;

import io.rootlesstck.node.Daemon;
import io.rootlesstck.scenario.Scenario;
import java.time.Duration;

/**
 * What became of a kube-proxy that was started with the files of a scenario.
 *
 * @param waited whether it is healthy and has set its rules, or it ended, or neither
 * @param log what it wrote up to then
 * @param took from the laying out of the files to the verdict
 */
public record ProxyRun(Scenario scenario, Daemon.Waited waited, String log, Duration took)
        implements DaemonRun {
    @Override
    public String daemon() {
        return "kube-proxy";
    }
}
