package io.rootlesstck.node;

import io.rootlesstck.base.NotOursException;
import io.rootlesstck.base.TckException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.testcontainers.containers.Container.ExecResult;

/** A daemon of a node that the kit did not make: it is looked at, and never started or ended. */
final class FoundDaemon extends Daemon {
    /** What the kubelet's runtime puts before each line of a container's log. */
    private static final Pattern OF_RUNTIME =
            Pattern.compile("^\\S+ (?:stdout|stderr) [FP] ", Pattern.MULTILINE);

    private final TckContainer<?> container;
    private final DaemonPlace place;

    FoundDaemon(TckContainer<?> container, String name, DaemonPlace place) {
        super(container, name);
        this.container = container;
        this.place = place;
    }

    @Override
    public void start() {
        throw new NotOursException("start " + name());
    }

    @Override
    public void stop() {
        throw new NotOursException("end " + name());
    }

    @Override
    public Waited await(Duration limit, String... condition) {
        AtomicReference<String> said = new AtomicReference<>("");
        try {
            Waits.until(
                    name() + " of " + container.name(),
                    limit,
                    () -> {
                        ExecResult asked = container.run(condition);
                        said.set(asked.getStdout() + asked.getStderr());
                        return asked.getExitCode() == 0;
                    });
            return new Waited(Outcome.READY, OptionalInt.empty(), "");
        } catch (Waits.TimeOver e) {
            return new Waited(
                    Outcome.TIMEOUT, OptionalInt.empty(), String.valueOf(said.get()).strip());
        }
    }

    /** By its process: who supervises it would start it again, so an exit code is never seen. */
    @Override
    Map<String, String> status() {
        Map<String, String> status = new TreeMap<>();
        List<String> found =
                container.run("pgrep", "-o", "-x", comm()).getStdout().lines().toList();
        if (!found.isEmpty()) {
            String pid = found.get(0);
            long seconds =
                    Long.parseLong(container.output("ps", "-o", "etimes=", "-p", pid).strip());
            long now = Long.parseLong(container.output("date", "+%s").strip());
            status.put("pid", pid);
            status.put("started", Instant.ofEpochSecond(now - seconds).getEpochSecond() + ".0");
        }
        return status;
    }

    private String comm() {
        return place.process().substring(0, Math.min(15, place.process().length()));
    }

    @Override
    public String log() {
        ExecResult read = read();
        if (read.getExitCode() != 0) {
            throw TckException.of("read the log of %s in %s".formatted(name(), container.name()))
                    .found(read.getStdout() + read.getStderr())
                    .next("Say how the cluster was made with -Dtck.attach.preset.")
                    .error();
        }
        return OF_RUNTIME.matcher(read.getStdout()).replaceAll("");
    }

    @Override
    public String logOrNone() {
        ExecResult read = read();
        return read.getStdout() + read.getStderr();
    }

    @Override
    public String logTail(int lines) {
        List<String> all = logOrNone().lines().toList();
        return all.stream().skip(Math.max(0, all.size() - lines)).collect(Collectors.joining("\n"));
    }

    private ExecResult read() {
        if (place.unit() != null) {
            // Of the process that runs now: earlier ones of the unit are another daemon's word.
            String invocation =
                    container
                            .run("systemctl", "show", "--value", "-p", "InvocationID", place.unit())
                            .getStdout()
                            .strip();
            List<String> argv =
                    new ArrayList<>(List.of("journalctl", "--no-pager", "--output=cat"));
            argv.add(
                    invocation.isEmpty()
                            ? "_SYSTEMD_UNIT=" + place.unit()
                            : "_SYSTEMD_INVOCATION_ID=" + invocation);
            return container.run(argv.toArray(String[]::new));
        }
        // The shell is there for the pattern, which it is given as a word and takes for names.
        return container.run("sh", "-c", "cat $0", String.valueOf(place.log()));
    }
}
