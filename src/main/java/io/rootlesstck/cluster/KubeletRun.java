package io.rootlesstck.cluster;

import io.rootlesstck.node.Daemon;
import io.rootlesstck.scenario.Scenario;
import java.time.Duration;

/**
 * What became of a kubelet that was started with the files of a scenario.
 *
 * @param waited whether its node became Ready, or it ended, or neither
 * @param log what it wrote up to then
 * @param took from the laying out of the files to the verdict
 */
public record KubeletRun(Scenario scenario, Daemon.Waited waited, String log, Duration took)
        implements DaemonRun {
    /** The same with what it has written by now. */
    public KubeletRun withLog(String written) {
        return new KubeletRun(scenario, waited, written, took);
    }

    @Override
    public String daemon() {
        return "kubelet";
    }
}
