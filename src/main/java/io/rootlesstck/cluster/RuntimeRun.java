package io.rootlesstck.cluster;

import io.rootlesstck.node.Daemon;
import io.rootlesstck.scenario.Scenario;
import java.time.Duration;

/**
 * What became of a container runtime that was started with the files of a scenario.
 *
 * @param daemon its name, for example {@code containerd}
 * @param waited whether its socket answers, or it ended, or neither
 * @param log what it wrote up to then
 * @param took from the laying out of the files to the verdict
 */
public record RuntimeRun(
        String daemon, Scenario scenario, Daemon.Waited waited, String log, Duration took)
        implements DaemonRun {}
