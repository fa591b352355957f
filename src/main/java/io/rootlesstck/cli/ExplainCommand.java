package io.rootlesstck.cli;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.evidence.LogClassifier;
import io.rootlesstck.explain.Explainer;
import io.rootlesstck.explain.Follower;
import io.rootlesstck.explain.JsonReport;
import io.rootlesstck.explain.LogInput;
import io.rootlesstck.explain.Report;
import io.rootlesstck.explain.TextReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck explain}: what the lines of logs mean. */
@Command(
        name = "explain",
        description = {
            "Says what the lines of logs mean, which claims they tell of, and what the root cause is.",
            "",
            "Reads logs of the kubelet, kube-proxy, containerd, CRI-O, flanneld, kind, K3s, runc and"
                    + " crun, in klog's or logrus's text format or as JSON, as they are, behind the"
                    + " prefix of journalctl, kubectl logs, Docker or runit, and as journalctl -o"
                    + " json. A line is fatal, a symptom, tolerated (as documented) or info. Each kind"
                    + " of line is shown once, and counted; the summary shows the root cause first,"
                    + " with what it explains."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Nothing fatal is known of these logs.",
            "1:A line tells of something fatal.",
            "2:Wrong arguments, or an input that is no log or cannot be read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kind export logs logs; ./tck explain logs",
            "  journalctl -u kubelet -o short-precise | ./tck explain -",
            "  ./tck explain --follow /var/log/kubelet.log"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Logs, gzip-packed ones too; a folder for all *.log in it and below it; - for the"
                            + " standard input.")
    private List<String> files = List.of();

    @Option(
            names = {"-f", "--follow"},
            description =
                    "Go on as the files grow, are truncated or are replaced, until interrupted"
                            + " (Ctrl-C), which shows the summary.")
    private boolean follow;

    @Option(
            names = "--json",
            description = "One JSON object a finding, and a last one for the summary.")
    private boolean json;

    @Option(
            names = "--all",
            description = "Show also lines that call themselves errors and are not known.")
    private boolean all;

    @Option(
            names = "--kubernetes",
            paramLabel = "VERSION",
            description =
                    "Kubernetes version of the logs, for example 1.37; without it what the kubelet's"
                            + " log says of itself.")
    private @Nullable String kubernetes;

    ExplainCommand() {
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (files.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw new UsageException(
                    "- stands for the standard input, which can be read only once.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Report report = json ? new JsonReport(out, follow) : new TextReport(out);
        Explainer explainer =
                new Explainer(
                        LogClassifier.load(),
                        Claims.load(KitFiles.of("scenarios").resolve("claims.yaml")),
                        kubernetes == null ? null : KubernetesVersion.parse(kubernetes),
                        all,
                        Instant.now(),
                        report::first);
        // Ctrl-C ends what would otherwise go on: the summary of what was read is shown all the
        // same.
        Thread summary = new Thread(() -> report.end(explainer.stop()), "tck-explain-summary");
        Runtime.getRuntime().addShutdownHook(summary);
        boolean failed;
        try {
            failed = follow ? follow(explainer, report) : readAll(explainer);
        } finally {
            if (!explainer.isStopped()) {
                Runtime.getRuntime().removeShutdownHook(summary);
            }
        }
        // Where no input could be read, that was said, and nothing is to be summed up.
        if (!explainer.isStopped() && explainer.explained().files() > 0) {
            report.end(explainer.explained());
        }
        return failed ? Main.USAGE : explainer.explained().isFatal() ? Main.FAILED : 0;
    }

    /** Reads one input after the other; one that is no log does not keep the others from it. */
    private boolean readAll(Explainer explainer) {
        boolean failed = false;
        for (String file : files) {
            try {
                if (file.equals(STANDARD_INPUT)) {
                    LogInput.read("standard input", System.in, explainer);
                    continue;
                }
                for (LogInput.Log log : LogInput.logs(file, Path.of(file))) {
                    failed |= !read(log, explainer);
                }
            } catch (UsageException e) {
                failed = true;
                complain(e);
            }
        }
        return failed;
    }

    private boolean read(LogInput.Log log, Explainer explainer) {
        try {
            LogInput.read(log.name(), open(log), explainer);
            return true;
        } catch (UsageException e) {
            complain(e);
            return false;
        }
    }

    private static InputStream open(LogInput.Log log) {
        try {
            return Files.newInputStream(log.path());
        } catch (IOException e) {
            throw new UsageException("Could not read " + log.name() + ".\n  Found: " + e, e);
        }
    }

    private boolean follow(Explainer explainer, Report report) throws InterruptedException {
        List<LogInput.Log> logs = new ArrayList<>();
        for (String file : files) {
            if (file.equals(STANDARD_INPUT)) {
                throw new UsageException(
                        "--follow is for files; the standard input is read to its end without it.");
            }
            logs.addAll(LogInput.logs(file, Path.of(file)));
        }
        try (Follower follower = new Follower(logs, explainer, report::note)) {
            while (!explainer.isStopped()) {
                follower.readOn();
                follower.awaitChange();
            }
        }
        return false;
    }

    private void complain(UsageException e) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(e.getMessage());
        err.flush();
    }
}
