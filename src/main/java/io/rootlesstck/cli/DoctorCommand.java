package io.rootlesstck.cli;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.base.TckException;
import io.rootlesstck.doctor.Doctor;
import io.rootlesstck.doctor.DoctorJson;
import io.rootlesstck.doctor.DoctorText;
import io.rootlesstck.doctor.EngineNeeds;
import io.rootlesstck.doctor.LiveTree;
import io.rootlesstck.doctor.MachineReport;
import io.rootlesstck.doctor.MachineTree;
import io.rootlesstck.doctor.RecordedTree;
import io.rootlesstck.doctor.Recorder;
import io.rootlesstck.report.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tck doctor}: whether a machine is fit. */
@Command(
        name = "doctor",
        description = {
            "Says whether this machine is fit for rootless Kubernetes, by engine: what is missing,"
                    + " what that breaks, and the command that mends it.",
            "It only reads, but for two things that it tries, in namespaces that end at once: a user"
                    + " namespace, and an overlay mount on empty temporary folders, which it removes."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:fit, with limits or without: for the engine asked for, else for one of them",
            "1:unfit, or what is needed could not be checked",
            "2:wrong arguments"
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            converter = EngineWord.class,
            description =
                    "Looks at what this one asks for: docker, podman, nerdctl, kind, k3s, usernetes"
                            + " or flannel. Without: at everything.")
    private @Nullable EngineNeeds engine;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description =
                    "The user who is to run the node. Without: who runs this; for root, who called"
                            + " sudo, else the first who can log in.")
    private @Nullable String user;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Looks at a machine that was recorded in this folder.")
    private @Nullable Path root;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description =
                    "Keeps what it reads in this folder, for --root on another machine. It has names"
                            + " of users in it (/etc/passwd, /etc/subuid).")
    private @Nullable Path record;

    /** An engine by its word. */
    static final class EngineWord implements ITypeConverter<EngineNeeds> {
        @Override
        public EngineNeeds convert(String word) {
            return EngineNeeds.named(word)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "\"%s\" is none of %s"
                                                    .formatted(
                                                            word,
                                                            Arrays.stream(EngineNeeds.values())
                                                                    .map(EngineNeeds::word)
                                                                    .collect(joining(", ")))));
        }
    }

    DoctorCommand() {
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        if (root != null && record != null) {
            throw TckException.of("record a machine")
                    .found("--root names one that is recorded already.")
                    .next("Leave out one of --root and --record.")
                    .usage();
        }
        MachineTree tree = root == null ? LiveTree.here() : RecordedTree.open(root);
        MachineReport report;
        if (record == null) {
            report = examine(tree);
        } else {
            Recorder recorder = new Recorder(tree);
            report = examine(recorder);
            recorder.save(record);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? DoctorJson.of(report) : DoctorText.of(report, Terminal.takesColours()));
        out.flush();
        return report.isFit() ? 0 : Main.FAILED;
    }

    private MachineReport examine(MachineTree tree) {
        return Doctor.examine(tree, Optional.ofNullable(user), Optional.ofNullable(engine));
    }
}
