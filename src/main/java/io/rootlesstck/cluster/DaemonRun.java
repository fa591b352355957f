package io.rootlesstck.cluster;

import io.rootlesstck.node.Daemon;
import io.rootlesstck.scenario.Scenario;
import java.time.Duration;

/** What became of a daemon of a node that was started with the files of a scenario. */
public interface DaemonRun {
    /** The daemon's name, for example {@code kubelet}. */
    String daemon();

    /** The scenario whose files it was given. */
    Scenario scenario();

    /** Whether it became ready, or ended, or neither. */
    Daemon.Waited waited();

    /** What it wrote up to then. */
    String log();

    /** From the laying out of the files to the verdict. */
    Duration took();

    /** Whether it became ready. */
    default boolean ready() {
        return waited().outcome() == Daemon.Outcome.READY;
    }

    /** Whether it ended by itself. */
    default boolean ended() {
        return waited().outcome() == Daemon.Outcome.ENDED;
    }
}
