package io.rootlesstck.junit.live;

import io.rootlesstck.base.TckException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What `kubeadm token create --print-join-command` says, as the arguments of a program. */
final class JoinCommand {
    private static final List<String> BEGINNING = List.of("kubeadm", "join");

    private JoinCommand() {}

    /**
     * Reads it.
     *
     * @throws TckException if it is something else
     */
    static String[] of(String printed) {
        List<String> lines = printed.lines().filter(line -> !line.isBlank()).toList();
        // It may warn of something first.
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        List<String> argv = new ArrayList<>(Arrays.asList(last.strip().split("\\s+")));
        if (argv.size() <= BEGINNING.size()
                || !argv.subList(0, BEGINNING.size()).equals(BEGINNING)) {
            throw TckException.of("read the command that kubeadm prints for a node to join with")
                    .found("It printed: " + (printed.isBlank() ? "nothing" : printed.strip()))
                    .error();
        }
        return argv.toArray(String[]::new);
    }
}
