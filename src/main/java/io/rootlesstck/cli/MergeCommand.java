package io.rootlesstck.cli;

import io.rootlesstck.diff.MergedEvidence;
import io.rootlesstck.diff.ResultMerge;
import io.rootlesstck.diff.Source;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck merge}: one result of the results of shards. */
@Command(
        name = "merge",
        description = {
            "Joins the results of shards: different cells, or one cell with different suites. The"
                    + " order they are named in makes no difference.",
            "",
            "Where several have the same claim of the same cell, it is judged from the tests of all:"
                    + " one that failed anywhere makes it BROKEN. What shards of one cell say of"
                    + " their machine and versions has to agree. Times add up; the steps of setting"
                    + " up are those of the slowest shard.",
            "",
            "Evidence is copied beside the joined result, and named anew where two shards have"
                    + " different files of one name.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written, whatever the verdicts are",
            "1:it cannot be written",
            "2:wrong arguments, a file that is no result, or results that contradict each other"
        },
        mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "RESULT",
            arity = "1..*",
            description = {
                "A result.json, the output folder of a run, or a folder of such folders (as an"
                        + " artifact of CI is unpacked)."
            })
    private List<String> results = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = {
                "The joined result, *.json; any other name is a folder for result.json and evidence."
            })
    private Path output = Path.of("");

    @Option(
            names = "--rerun",
            description = {
                "Some of them ran again what had not been shown: the ERROR or NOT_RUN of a test does"
                        + " not count where the test says something in another one. A failure stays."
            })
    private boolean rerun;

    @Option(
            names = "--no-evidence",
            description = {
                "Copy no evidence. Its names stay as they are, below the evidence folder of the shard"
                        + " that they came from."
            })
    private boolean noEvidence;

    MergeCommand() {
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        boolean isFile = output.toString().endsWith(".json") && !Files.isDirectory(output);
        Path file = isFile ? output : output.resolve(ResultFile.NAME);
        List<Source> shards = new ArrayList<>();
        for (String result : results) {
            shards.addAll(Source.read(Source.path(result)));
        }
        ResultMerge merge = new ResultMerge(rerun);
        RunResult joined = merge.of(shards); // what contradicts itself is told before any copying
        if (!noEvidence) {
            try (MergedEvidence evidence = MergedEvidence.beside(file)) {
                joined = merge.of(evidence.copy(shards));
                evidence.keep();
                if (evidence.missing() > 0) {
                    print(
                            "%d files of evidence that the results name are not beside them."
                                    .formatted(evidence.missing()));
                }
            }
        }
        ResultFile.write(file, joined);
        print(summary(shards.size(), joined));
        print("Wrote " + file);
        return 0;
    }

    private static String summary(int shards, RunResult joined) {
        long claims = joined.cells().stream().mapToLong(cell -> cell.claims().size()).sum();
        long good =
                joined.cells().stream()
                        .flatMap(cell -> cell.claims().stream())
                        .map(claim -> claim.verdict())
                        .filter(Verdict::isGood)
                        .count();
        return "Joined %d results: %d cells, %d claims, %d of them HOLDS or DRIFTED."
                .formatted(shards, joined.cells().size(), claims, good);
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
