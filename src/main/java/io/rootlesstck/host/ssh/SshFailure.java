package io.rootlesstck.host.ssh;

import io.rootlesstck.base.Exec;
import java.util.List;
import java.util.Map;

/** Says in words of its own why ssh did not get in, and what to do about it. */
final class SshFailure {
    private static final int LINES = 5;

    /** What ssh writes, and what it means; the first that fits counts. */
    private static final List<Map.Entry<String, String>> MEANINGS =
            List.of(
                    Map.entry(
                            "REMOTE HOST IDENTIFICATION HAS CHANGED",
                            "its key is not the one that known_hosts has for it; find out why before"
                                    + " you take the old one out with ssh-keygen -R"),
                    Map.entry(
                            "Host key verification failed",
                            "its key is not in known_hosts; go there once by hand (`%s`) and compare"
                                    + " the key"),
                    Map.entry(
                            "Permission denied",
                            "no key of yours opens it; `%s` has to work without asking anything"
                                    + " (ssh-agent, or IdentityFile in ssh's configuration)"),
                    Map.entry(
                            "Could not resolve hostname",
                            "there is no machine of that name; check the name, or give it in ssh's"
                                    + " configuration"),
                    Map.entry(
                            "Connection refused",
                            "no ssh server listens there; check the machine and its port"),
                    Map.entry(
                            "timed out",
                            "it does not answer; check its address, its port and what is between"),
                    Map.entry("No route to host", "no way leads there; check its address"),
                    Map.entry("Network is unreachable", "no way leads there; check its address"),
                    Map.entry(
                            "Connection closed by",
                            "what listens there ended the connection; check that it is an ssh server"
                                    + " that lets you in"),
                    Map.entry(
                            "Bad configuration option",
                            "ssh's configuration file has something that this ssh does not know"));

    private SshFailure() {}

    /**
     * A sentence about it, with ssh's own last lines.
     *
     * @param said all that ssh wrote
     */
    static String of(SshAddress address, String said) {
        String meaning =
                MEANINGS.stream()
                        .filter(each -> said.contains(each.getKey()))
                        .map(each -> each.getValue().formatted(address.byHand()))
                        .findFirst()
                        .orElse("ssh ended; see whether `%s` works".formatted(address.byHand()));
        String tail = Exec.Result.tail(said.strip(), LINES);
        return tail.isEmpty() ? meaning : meaning + ". It said:\n" + tail;
    }
}
