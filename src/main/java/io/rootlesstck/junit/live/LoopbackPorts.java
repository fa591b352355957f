package io.rootlesstck.junit.live;

import io.rootlesstck.base.TckException;
import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.host.Ports;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;

/** Publishes on the first of the host's loopback ports that its engine has free. */
final class LoopbackPorts implements Cluster.Publisher {
    private final Ports ports;

    LoopbackPorts(Ports ports) {
        this.ports = ports;
    }

    @Override
    public <T> T start(IntFunction<T> start) {
        List<String> taken = new ArrayList<>();
        for (Iterator<Integer> port = ports.numbers().iterator(); port.hasNext(); ) {
            int next = port.next();
            try {
                return start.apply(next);
            } catch (RuntimeException e) {
                if (!isTaken(e)) {
                    throw e;
                }
                taken.add(Integer.toString(next));
            }
        }
        throw TckException.of("publish the API server on the engine's loopback")
                .found("All ports of the block are taken there: " + String.join(", ", taken) + ".")
                .next("Give another block with -Dtck.ports=FIRST-LAST.")
                .error();
    }

    /** Engines say it in words only: "port is already allocated", "address already in use". */
    private static boolean isTaken(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("already allocated") || message.contains("already in use")) {
                return true;
            }
        }
        return false;
    }
}
