package io.rootlesstck.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a machine is fit for rootless Kubernetes.
 *
 * <p>It only reads, but for two probes that leave nothing ({@link Probe}). Each check stands alone:
 * one that fails or takes too long is shown as not checked, and the others go on.
 *
 * <pre>{@code
 * MachineReport report = Doctor.examine(LiveTree.here(), Optional.empty(), Optional.empty());
 * }</pre>
 */
public final class Doctor {
    /**
     * For what hangs. All checks together take a fraction of a second; a machine under load is
     * slow, and not unfit for it.
     */
    static final Duration LIMIT = Duration.ofSeconds(5);

    /** For a probe that was cut short to remove its folders. */
    private static final Duration TO_TIDY = Duration.ofSeconds(5);

    /** Most of the time is spent waiting for other programs. */
    private static final int SIDE_BY_SIDE = 4;

    private Doctor() {}

    /** All checks, in the order in which they are shown. */
    static List<Check> checks() {
        return Stream.of(
                        CgroupChecks.all(),
                        UserChecks.all(),
                        SessionChecks.all(),
                        UserNamespaceChecks.all(),
                        KernelChecks.all(),
                        StorageChecks.all(),
                        NetworkChecks.all(),
                        LimitChecks.all(),
                        ProgramChecks.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Looks at a machine.
     *
     * @param user name or number of the user to judge it for; without, the one who looks, or for
     *     root the one who called sudo, else the first who can log in
     * @param engine to look only at what this one asks for; without, at everything
     * @throws io.rootlesstck.base.UsageException if there is no such user
     */
    public static MachineReport examine(
            MachineTree tree, Optional<String> user, Optional<EngineNeeds> engine) {
        return examine(tree, user, engine, checks(), LIMIT);
    }

    static MachineReport examine(
            MachineTree tree,
            Optional<String> user,
            Optional<EngineNeeds> engine,
            List<Check> checks,
            Duration limit) {
        Accounts accounts = new Accounts(tree);
        JudgedUser judged = user.map(accounts::named).or(accounts::usual).orElse(null);
        Target target = new Target(tree, judged);
        List<Check> wanted =
                engine.map(each -> each.needs().keySet())
                        .map(
                                ids ->
                                        checks.stream()
                                                .filter(check -> ids.contains(check.topic().id()))
                                                .toList())
                        .orElse(checks);
        List<Finding> findings = run(target, wanted, limit);
        List<EngineVerdict> verdicts =
                engine.map(List::of).orElseGet(() -> Arrays.asList(EngineNeeds.values())).stream()
                        .map(each -> each.judge(findings, target.programs()))
                        .toList();
        return new MachineReport(
                tree.describe(), distribution(tree), kernel(target), judged, findings, verdicts);
    }

    private static Distribution distribution(MachineTree tree) {
        try {
            return Distribution.of(tree);
        } catch (UnreadableException e) {
            return new Distribution("an unknown distribution", Distribution.Family.OTHER);
        }
    }

    private static String kernel(Target target) {
        try {
            return target.kernel().release();
        } catch (UnreadableException | IllegalArgumentException e) {
            return "an unknown kernel";
        }
    }

    private static List<Finding> run(Target target, List<Check> checks, Duration limit) {
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        SIDE_BY_SIDE,
                        work -> {
                            Thread thread = new Thread(work, "doctor");
                            thread.setDaemon(true); // a file system that hangs holds nobody up
                            return thread;
                        });
        try {
            List<Future<Seen>> done =
                    threads.invokeAll(
                            checks.stream()
                                    .map(check -> (Callable<Seen>) () -> check.look().at(target))
                                    .toList(),
                            limit.toMillis(),
                            TimeUnit.MILLISECONDS);
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < checks.size(); i++) {
                findings.add(new Finding(checks.get(i).topic(), seen(done.get(i), limit)));
            }
            return findings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return checks.stream()
                    .map(check -> new Finding(check.topic(), Seen.notChecked("interrupted")))
                    .toList();
        } finally {
            threads.shutdownNow();
            await(threads);
        }
    }

    private static void await(ExecutorService threads) {
        try {
            threads.awaitTermination(TO_TIDY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Seen seen(Future<Seen> done, Duration limit) throws InterruptedException {
        try {
            return done.get();
        } catch (CancellationException e) {
            return Seen.notChecked("took longer than %d ms".formatted(limit.toMillis()));
        } catch (ExecutionException e) {
            return Seen.notChecked(reason(Objects.requireNonNullElse(e.getCause(), e)));
        }
    }

    private static String reason(Throwable thrown) {
        @Nullable String message = thrown.getMessage();
        return thrown instanceof UnreadableException && message != null
                ? message
                : "could not be checked: "
                        + (message == null
                                ? thrown.toString()
                                : message.strip().replaceAll("\\s*\n\\s*", " "));
    }
}
